import { describe, expect, it } from 'vitest';
import github from '../../src/plugins/github-actions/index.js';
import { extract, show } from './support.js';
import { catalogue } from './github-actions.js';

const facts = (text: string): string[] => show(extract(github, '.github/workflows/ci.yml', text, { catalogue }));
/** Facts of the steps of one job, units and the workflow left out. */
const steps = (yaml: string): string[] =>
  facts(
    `name: CI\non: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${yaml.replace(/^(?=.)/gm, '      ')}`,
  ).filter((line) => !/^(?:unit|component workflow|offer workflow|trait workflow|symbol)/.test(line));

describe('steps', () => {
  it.each<[name: string, yaml: string, facts: string[]]>([
    ['Python as the shell', '- shell: python\n  run: import x\n', ['embedded step:a/0 python in . @8: import x']],
    [
      'a directory that is not known',
      '- working-directory: ${{ matrix.dir }}\n  run: make\n',
      ['embedded step:a/0 shell in $ @8: make'],
    ],
    [
      'an action of the catalogue',
      '- uses: acme/deploy@v1\n  with: { name: fraud }\n',
      ['component step:a/0 acts deploys model-serving acme-deploy [fraud]'],
    ],
    [
      'a local action',
      '- uses: ./.github/actions/x\n  with: { model: fraud }\n',
      ['link step:a/0 includes path .github/actions/x'],
    ],
    ['an image', '- uses: docker://ghcr.io/acme/lint:1\n', ['link step:a/0 runs image ghcr.io/acme/lint:1']],
    [
      'an image that is built',
      '- uses: docker/build-push-action@v5\n  with:\n    context: svc\n    push: true\n    tags: |\n      r.io/a:1\n      r.io/a:${{ github.sha }}\n',
      [
        'offer step:a/0 image r.io/a:1',
        'offer step:a/0 image r.io/a:${github.sha}',
        'link step:a/0 publishes-to image r.io/a:1',
        'link step:a/0 publishes-to image r.io/a:${github.sha}',
        'trait step:a/0 builds-package',
        'link step:a/0 builds path svc/Dockerfile',
      ],
    ],
    [
      'a Dockerfile',
      '- uses: docker/build-push-action@v5\n  with: { file: docker/Dockerfile.gpu, tags: a }\n',
      ['offer step:a/0 image a', 'trait step:a/0 builds-package', 'link step:a/0 builds path docker/Dockerfile.gpu'],
    ],
    [
      'a role',
      '- uses: aws-actions/configure-aws-credentials@v4\n  with: { role-to-assume: "arn:aws:iam::1:role/ci/deploy" }\n',
      ['link step:a/0 includes role deploy'],
    ],
    [
      'a cluster',
      '- uses: azure/aks-set-context@v3\n  with: { cluster-name: aks1 }\n',
      ['link step:a/0 runs-on cluster aks1'],
    ],
    [
      'manifests',
      '- uses: azure/k8s-deploy@v4\n  with:\n    manifests: |\n      k8s/a.yaml\n      k8s/b.yaml\n',
      ['link step:a/0 deploys path k8s/a.yaml', 'link step:a/0 deploys path k8s/b.yaml', 'trait step:a/0 deploys'],
    ],
    [
      'a script in an input',
      '- uses: azure/CLI@v2\n  with:\n    inlineScript: |\n      az ml job create -f job.yml\n',
      ['embedded step:a/0 shell in . @10: az ml job create -f job.yml\n'],
    ],
    [
      'a dispatch',
      '- uses: peter-evans/repository-dispatch@v3\n  with: { repository: acme/gitops, event-type: x }\n',
      ['link step:a/0 triggers git-repository github.com/acme/gitops'],
    ],
    [
      'a push into another repository',
      '- uses: actions/checkout@v4\n  with: { repository: acme/gitops, path: ops }\n- working-directory: ops/charts\n  run: |\n    sed -i s/a/b/ values.yaml\n    git push\n- run: make\n',
      [
        'embedded step:a/1 shell in github.com/acme/gitops/charts @11: sed -i s/a/b/ values.yaml\ngit push\n',
        'link step:a/1 deploys git-repository github.com/acme/gitops',
        'trait step:a/1 deploys',
        'embedded step:a/2 shell in . @13: make',
      ],
    ],
    [
      'a push into the own repository',
      '- uses: actions/checkout@v4\n- run: git push\n',
      ['embedded step:a/1 shell in . @8: git push'],
    ],
    [
      'a variable',
      '- env: { ACME_URL: "http://acme:1", X: "${{ secrets.X }}" }\n  run: echo $X ${ACME_URL}\n',
      [
        'component step:a/0 acts logs-to ml-metadata-store acme-deploy',
        'link step:a/0 logs-to host http://acme:1',
        'embedded step:a/0 shell in . @8: echo $X http://acme:1',
      ],
    ],
    [
      'a variable that the script sets',
      '- env: { TAG: a }\n  run: TAG=b; echo $TAG\n',
      ['embedded step:a/0 shell in . @8: TAG=b; echo $TAG'],
    ],
    [
      'a value that is no plain text',
      "- env: { Q: 'a\"; rm' }\n  run: echo $Q\n",
      ['embedded step:a/0 shell in . @8: echo $Q'],
    ],
  ])('%s', (_, yaml, expected) => {
    expect(steps(yaml)).toEqual(expected);
  });
});
