import { file, is, link, trait, uses } from '../graph/support.js';
import { ci, dag, listed, monitoring, serving, testRules, train } from './support.js';

const alerting = monitoring(trait('m', 'alerts'));
const drift = file('drift.py', [is('', 'monitoring', 'evidently', { attributes: { watches: 'model' } })]);

testRules({
  'serving-without-monitoring': [
    ['a service', [serving()], ['serve.yaml']],
    ['monitoring is only listed', [serving(), listed('monitoring', 'evidently')], ['serve.yaml']],
    ['monitoring', [serving(), monitoring()]],
    ['the service reports to monitoring', [serving(uses('w', 'logs-to', 'monitoring', 'datadog'))]],
    ['nothing is served', [train()]],
    [
      'an engine without a model',
      [file('kserve.yaml', [is('', 'model-serving', 'kserve', { attributes: { engine: true } })])],
    ],
    ['the service is only listed', [listed('model-serving', 'kserve')]],
  ],
  'monitoring-without-alert': [
    ['monitoring beside a service', [monitoring(), serving()], ['monitor.yaml', 'serve.yaml']],
    ['monitoring beside training', [monitoring(), train()], ['monitor.yaml', 'train.py']],
    ['it alerts', [monitoring(trait('m', 'alerts')), serving()]],
    ['it starts the pipeline', [monitoring(link('m', 'triggers', 'path', 'dag.py')), dag()]],
    ['a pipeline reads it', [monitoring(), dag(uses('dag:d', 'reads-from', 'monitoring', 'prometheus'))]],
    ['there is no machine learning', [monitoring(), ci()]],
  ],
  'monitoring-without-feedback': [
    ['alerts beside training', [alerting, train()], ['monitor.yaml', 'train.py']],
    ['alerts beside a pipeline', [alerting, dag()], ['monitor.yaml', 'dag.py']],
    ['another rule says that nothing acts on it', [monitoring(), train()]],
    ['monitoring starts the pipeline', [monitoring(link('m', 'triggers', 'path', 'dag.py')), dag()]],
    ['monitoring feeds an event bus', [monitoring(uses('m', 'feeds-back-to', 'event-bus', 'kafka')), train()]],
    ['there is nothing to train', [alerting, serving()]],
    ['there is no monitoring', [train(), dag()]],
  ],
  'monitoring-without-model': [
    ['only infrastructure', [monitoring(), serving(), train()], ['monitor.yaml', 'serve.yaml', 'train.py']],
    [
      'a drift library is only listed',
      [monitoring(), serving(), train(), listed('monitoring', 'evidently')],
      ['monitor.yaml', 'serve.yaml', 'train.py'],
    ],
    ['a drift library is used', [monitoring(), serving(), train(), drift]],
    ['there is no monitoring', [serving(), train()]],
    ['nothing is served', [monitoring(), train()]],
  ],
  'predictions-not-recorded': [
    ['a service writes nothing', [serving(), train()], ['serve.yaml', 'train.py']],
    ['it only reads', [serving(uses('w', 'reads-from', 'data-store', 's3')), train()], ['serve.yaml', 'train.py']],
    ['it writes to a table', [serving(uses('w', 'writes-to', 'data-store', 'bigquery')), train()]],
    ['monitoring watches it', [serving(), train(), monitoring(link('m', 'monitors', 'path', 'serve.yaml'))]],
    ['nothing is served', [train()]],
  ],
});
