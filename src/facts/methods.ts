/** Symbols of this space name the methods that a source calls on objects of which it is not known what they are. */
export const UNRESOLVED_METHODS = 'python-methods:';
