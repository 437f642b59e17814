# The one image of Throughline; the command says the role: api, worker, migrate.
FROM node:20-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
# No PostgreSQL is embedded in a server image, and nothing here needs an install script.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY activities activities
COPY api api
COPY cli cli
COPY config config
COPY console console
COPY core core
COPY devstack devstack
COPY services services
COPY simulation simulation
COPY store store
COPY worker worker
COPY workflows workflows
RUN npm run build && npm prune --omit=dev --omit=optional --ignore-scripts

FROM node:20-slim
ENV NODE_ENV=production THROUGHLINE_HOST=0.0.0.0
WORKDIR /app
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
USER node
EXPOSE 4400
# SIGTERM drains: what is under way is finished first. Give it the 40 seconds that compose does.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "dist/cli/main.js"]
CMD ["--help"]
