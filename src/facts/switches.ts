/**
 * Switches: a unit that is in force only when a value is true has a link `includes` to the identifier
 * `{ kind: 'config', value: SWITCH + reference(space, name) }`, with SWITCH `helm:`, `terraform:` or `azure:`. The graph looks the value up.
 */

/** Texts of values that count as false. */
export const FALSE_VALUES: ReadonlySet<string> = new Set(['false', '', '0', 'null', '~']);

/** Symbol of a Helm chart all of whose values are symbols: a value that is not there is then not set, which Helm takes for false. */
export const COMPLETE = '__complete__';

export const SWITCHES = ['helm:', 'terraform:', 'azure:'] as const;

/** A switch with this in front is off when the value is true. */
export const NOT = '!';

/**
 * Symbol space of the variables that some environment of a source switches on; with the space of a module behind it, of those
 * that some call of the module switches on. Neither a default nor another call that is off decides about them.
 */
export const CHOSEN_SPACE = 'chosen:';

/** With the space of a module behind it: a symbol for every call of the module. */
export const CALLS_SPACE = 'calls:';
