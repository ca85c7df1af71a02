/** Programs that take events off a stream or queue and predict with a model that they load. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const LOAD = 'import joblib\nmodel = joblib.load("model.pkl")\n';
const SCORE = '    publish(model.predict([event]))\n';
const KAFKA = `from kafka import KafkaConsumer\n${LOAD}for event in KafkaConsumer("events"):\n${SCORE}`;
const serving = async (text: string): Promise<string[]> =>
  (await auditFiles({ 'worker.py': text })).components.filter((one) => one.startsWith('model-serving'));

describe('A program that takes events off a stream', () => {
  it.each([
    ['kafka', KAFKA],
    [
      'kafka',
      `import faust\n${LOAD}app = faust.App("scores")\n@app.agent("events")\nasync def score(events):\n  async for event in events:\n${SCORE}`,
    ],
    [
      'rabbitmq',
      `import pika\n${LOAD}def score(channel, method, properties, event):\n${SCORE}channel = pika.BlockingConnection().channel()\nchannel.basic_consume(queue="events", on_message_callback=score)\n`,
    ],
    [
      'amazon-sqs',
      `import boto3\n${LOAD}for event in boto3.client("sqs").receive_message(QueueUrl="q")["Messages"]:\n${SCORE}`,
    ],
    [
      'google-pubsub',
      `from google.cloud import pubsub_v1\n${LOAD}def score(event):\n${SCORE}pubsub_v1.SubscriberClient().subscribe("events", callback=score)\n`,
    ],
    ['celery', `from celery import Celery\n${LOAD}app = Celery("scores")\n@app.task\ndef score(event):\n${SCORE}`],
  ])('of %s and loads a model serves it', async (technology, text) => {
    expect(await serving(text)).toContain(`model-serving ${technology}`);
  });

  it.each([
    ['loads none', 'from kafka import KafkaConsumer\nfor event in KafkaConsumer("events"):\n    print(event)\n'],
    [
      'trains',
      `from kafka import KafkaConsumer\nfrom sklearn.svm import SVC\n${LOAD}for event in KafkaConsumer("events"):\n    SVC().fit([event], [1])\n`,
    ],
    ['only sends', `from kafka import KafkaProducer\n${LOAD}KafkaProducer().send("scores", model.predict([[1]]))\n`],
  ])('and %s serves none', async (_, text) => {
    expect((await serving(text)).filter((one) => one.endsWith('kafka'))).toEqual([]);
  });
});
