/** What events that AWS services put on EventBridge tell: which component they come from. */
import type { Claim } from './writer.js';

/**
 * The component whose change an event pattern waits for: a package in the registry of SageMaker.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 * @param pattern text of the event pattern, or of its `detail-type`
 */
export function sourceOfEvents(pattern: string): Claim | undefined {
  return pattern.includes('SageMaker Model Package State Change')
    ? { type: 'model-registry', technology: 'sagemaker' }
    : undefined;
}
