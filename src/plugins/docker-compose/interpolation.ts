/** Interpolation of Compose files: `${NAME:-default}`, `$NAME`, `$$`. */
import { reference } from '../../facts/value.js';

const VARIABLE = /\$(?:\$|\{([A-Za-z_]\w*)(?:(:?[-?+])([^{}]*))?\}|([A-Za-z_]\w*))/g;

/** Text with defaults put in; a variable without one is a reference to a symbol of the space `env:`. */
export function interpolate(text: string): string {
  if (!text.includes('$')) return text;
  const once = replace(text);
  // A default may be a variable itself.
  return /\$\{\w+:?-/.test(once) ? replace(once) : once;
}

function replace(text: string): string {
  return text.replace(
    VARIABLE,
    (whole, braced: string | undefined, operator = '', operand = '', plain: string | undefined) => {
      if (whole === '$$') return '$';
      const name = braced ?? plain ?? '';
      return operator.endsWith('-') && operand !== '' ? operand : reference('env:', name);
    },
  );
}
