import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Maven', () => {
  it('builds, tests and publishes in Jenkins', async () => {
    const { components, tools, relations } = await auditFiles({
      Jenkinsfile: `pipeline {
  agent any
  tools { maven 'M3' }
  stages {
    stage('Build') { steps { sh 'mvn -B clean package' } }
    stage('Test') { steps { sh './mvnw verify' } }
    stage('Publish') { steps { sh 'mvn deploy -DskipTests' } }
  }
}
`,
      'pom.xml': `<project><modelVersion>4.0.0</modelVersion><groupId>acme</groupId><artifactId>churn</artifactId></project>
`,
    });
    expect(components).toEqual(['artifact-registry maven', 'ci-cd jenkins']);
    expect(tools).toEqual(['ci-cd maven']);
    expect(relations).toEqual(['ci-cd jenkins --publishes-to-> artifact-registry maven']);
  });

  it('builds and tests in GitHub Actions', async () => {
    const { components, tools, relations } = await auditFiles({
      '.github/workflows/m.yml': `on: push
jobs:
  b:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-java@v4
        with: { java-version: 17, distribution: temurin, cache: maven }
      - run: mvn -B --no-transfer-progress clean verify
      - run: mvn -B -f serving/pom.xml package -DskipTests
`,
    });
    expect(components).toEqual(['ci-cd github-actions', 'source-repository github']);
    expect(tools).toEqual(['ci-cd maven']);
    expect(relations).toEqual([]);
  });

  it('does nothing when it is only printed', async () => {
    const { components, tools, relations } = await auditFiles({
      'pom.xml': `<project/>
`,
      '.github/workflows/m.yml': `on: push
jobs:
  b:
    runs-on: ubuntu-latest
    steps:
      - run: echo mvn package
`,
    });
    expect(components).toEqual(['ci-cd github-actions (declared: echo-only)', 'source-repository github']);
    expect(tools).toEqual([]);
    expect(relations).toEqual([]);
  });
});
