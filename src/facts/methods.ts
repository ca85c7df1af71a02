/** Symbols of this space name the methods that a source calls on objects of which it is not known what they are. */
export const UNRESOLVED_METHODS = 'python-methods:';
/** Symbols of this space name the classes of which instances are handed to code that may call any of their methods. */
export const HANDED_INSTANCES = 'python-handed:';
/** Symbols of this space, which ends in the path of a file, name the classes of the objects that a module makes: `store = ModelStore()`. */
export const MODULE_OBJECTS = 'python-objects:';
