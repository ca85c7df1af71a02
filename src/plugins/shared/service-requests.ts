/** Requests to services: what their addresses tell of what is asked. */

/** An answer of the model is wanted, or only a sign of life. */
export type Asked = 'prediction' | 'life';

/** Paths by which model servers answer: KServe, Seldon, TorchServe, TensorFlow Serving, SageMaker, and what people call theirs. */
export const ASKS_MODEL =
  /\/(?:predict(?:ions?)?|infer(?:ence)?|invocations|scor(?:e|ing)|v[12]\/models)(?=[/:?_"'-]|$)/i;

/** A service is told to do something else than to answer. */
export const ORDERS =
  /\/(?:[\w-]*(?:reload|refresh|retrain|shutdown|restart)[\w-]*|(?:update|load|swap|switch|promote)[-_]?models?|admin|train(?:ing)?)(?=[/?_-]|$)/i;
/** A service is told to take the model that is current now: who says so puts it into operation. */
const RELOADS = /\/(?:[\w-]*reload[\w-]*|(?:refresh|update|load|swap|switch|promote)[-_]?models?)(?=[/?]|$)/i;
/** A service is told to train. */
const TRAINS = /\/(?:[\w-]*retrain[\w-]*|train(?:ing|[-_]?models?)?)(?=[/?]|$)/i;

/** What an order does with the service, or with what it keeps; undefined where nothing is known of it. */
export function orderedBy(url: string): 'deploys' | 'triggers' | undefined {
  const path = url.slice(0, 500).replace(/[?#].*$/s, '');
  return TRAINS.test(path) ? 'triggers' : RELOADS.test(path) ? 'deploys' : undefined;
}

/** Services that people and platforms are told something by, or out of which something is fetched. */
const OTHER =
  /slack|webhook|discord|telegram|teams\b|pagerduty|github|gitlab|bitbucket|sonar|codecov|sentry|notif|mlflow|artifact|download|registry|install|login|oauth|token/i;
/** Hosts that are filled in, stand for the machine itself, or belong to platforms on which services run. */
const OWN_HOST =
  /^["']?(?:https?:\/\/)?[^/]*(?:[$<{]|localhost|127\.0\.0\.1|0\.0\.0\.0|\.svc\b|\.run\.app|\.azurewebsites\.net|\.azurecontainerapps\.io|\.azurecontainer\.io|\.azureml\.ms|\.ml\.azure\.com|\.amazonaws\.com|\.awsapprunner\.com|\.herokuapp\.com|\.onrender\.com|\.hf\.space|\.fly\.dev)/i;

/**
 * What a request asks of a service of the project; undefined when it goes elsewhere.
 * @param url as it is written, variables included
 * @param hasBody it hands something over
 */
export function askedBy(url: string, hasBody: boolean): Asked | undefined {
  const text = url.slice(0, 500);
  if (ORDERS.test(text)) return undefined;
  if (ASKS_MODEL.test(text)) return 'prediction';
  if (OTHER.test(text) || !OWN_HOST.test(text)) return undefined;
  return hasBody ? 'prediction' : 'life';
}
