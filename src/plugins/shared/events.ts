/** What events that AWS services put on EventBridge tell: which component they come from. */
import type { Claim } from './writer.js';

/** By the `detail-type` of the event. */
const SOURCES: Readonly<Record<string, Claim>> = {
  'SageMaker Model Package State Change': { type: 'model-registry', technology: 'sagemaker' },
  'CloudWatch Alarm State Change': { type: 'monitoring', technology: 'amazon-cloudwatch' },
};

/**
 * The component whose change an event pattern waits for: a package in the registry of SageMaker, an alarm of CloudWatch.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 * @param pattern text of the event pattern, or of its `detail-type`
 */
export function sourceOfEvents(pattern: string): Claim | undefined {
  return Object.entries(SOURCES).find(([type]) => pattern.includes(type))?.[1];
}
