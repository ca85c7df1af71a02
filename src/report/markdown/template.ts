/** Values are escaped for Markdown before they reach the template. */
export const TEMPLATE = `# Architecture assessment

**{{verdict}}**
{{#each models}}

## {{name}}
{{#if transcription}}

_{{transcription}}_
{{/if}}
{{#if layers}}

| Layer | Found | | Not found |
|---|---|---|---|
{{#each layers}}
| {{name}} | {{count}} | {{present}} | {{missing}} |
{{/each}}
{{/if}}
{{#if elements}}

| | Component | Status | Technology | Best evidence |
|---|---|---|---|---|
{{#each elements}}
| {{id}} | {{name}} | {{status}} | {{technologies}} | {{place}} |
{{/each}}
{{/if}}
{{#if besides}}

{{besides}}
{{/if}}
{{#if known}}

Relations: {{converging}} of {{known}} as modelled
{{#each relations}}
- {{words}}{{#if place}} ({{place}}){{/if}}
{{/each}}
{{/if}}
{{#if principles}}

| | Principle | Status | Best evidence |
|---|---|---|---|
{{#each principles}}
| {{id}} | {{name}} | {{status}} | {{place}} |
{{/each}}
{{/if}}
{{#if requirements}}

| | Requirement | Status | Best evidence |
|---|---|---|---|
{{#each requirements}}
| {{id}} | {{name}} | {{status}} | {{place}} |
{{/each}}
{{/if}}
{{#if stages}}

| Stage | People | | Evidence |
|---|---|---|---|
{{#each stages}}
| {{name}} | {{involvement}} | {{summary}} | {{place}} |
{{/each}}
{{#if gaps}}

Both there, not related: {{gaps}}
{{/if}}
{{/if}}
{{/each}}
{{#each maturity}}

## {{name}}

{{sentence}}{{#if numbers}} {{numbers}}{{/if}}
{{#each blockers}}
- **{{id}}** {{name}}: {{summary}}{{#if places}} Looked at {{places}}.{{/if}}{{#if change}} → {{change}}{{/if}}
{{/each}}
{{#each toAttest}}
- **{{id}}** {{name}}: to be attested
{{/each}}
{{#if sections}}

| Section | Shown by definitions | With attestations | Of |
|---|---|---|---|
{{#each sections}}
| {{name}} | {{supported}} | {{confirmed}} | {{of}} |
{{/each}}
{{/if}}
{{#each attested}}
- {{this}}
{{/each}}
{{/each}}
{{#if findings}}

## Findings

| Severity | Rule | Finding | Evidence |
|---|---|---|---|
{{#each findings}}
| {{severity}} | {{ruleId}} | {{message}} {{remediation}} | {{place}} |
{{/each}}
{{/if}}
{{#if suppressed}}

## Not counted

| Severity | Rule | Finding | Why |
|---|---|---|---|
{{#each suppressed}}
| {{severity}} | {{ruleId}} | {{message}} | {{why}} |
{{/each}}
{{/if}}
{{#if off}}

{{#each off}}
- {{this}}
{{/each}}
{{/if}}
{{#if roadmap}}

## Roadmap

| When | Step | Closes |
|---|---|---|
{{#each roadmap}}
| {{horizon}} | **{{title}}**: {{change}} | {{closes}} |
{{/each}}
{{/if}}
{{#if notUnderstood}}

Not understood: {{notUnderstood}} (the JSON report lists them).
{{/if}}
{{#if notices}}

## Not read

{{#each notices}}
- {{file}}: {{message}}
{{/each}}
{{/if}}
`;
