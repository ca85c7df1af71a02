# Builds the program with its development packages, and keeps only what it runs with.
FROM node:22-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:22-slim
WORKDIR /opt/refarch
COPY --from=build --chown=root:root /build/package.json /build/LICENSE ./
COPY --from=build --chown=root:root /build/bin bin
COPY --from=build --chown=root:root /build/dist dist
COPY --from=build --chown=root:root /build/rules rules
COPY --from=build --chown=root:root /build/architecture-models architecture-models
COPY --from=build --chown=root:root /build/schemas schemas
COPY --from=build --chown=root:root /build/docs docs
COPY --from=build --chown=root:root /build/node_modules node_modules
# Mount what is audited here, read-only: docker run --rm --network none -v "$PWD:/src:ro" refarch audit
WORKDIR /src
USER node
ENTRYPOINT ["node", "/opt/refarch/bin/refarch.js"]
CMD ["audit"]
