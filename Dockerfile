# One image of the program, without data: the home and the project folder are handed in (`kpi install --print compose`).
# Nothing is fetched once it is built.
FROM node:22.21.1-bookworm-slim

# The browser that prints the brief; without it everything else works, and the brief is a page only.
RUN apt-get update \
 && apt-get install -y --no-install-recommends chromium \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /opt/nq57-kpi

# What is installed changes seldom, the program often: two layers. Readable by all, whoever built it and whoever it runs as.
COPY --chmod=0755 package.json package-lock.json ./
COPY --chmod=0755 patches ./patches
COPY --chmod=0755 pipelines/install.mjs ./pipelines/install.mjs
# ssh2 does without its native part, as in `pipelines/install.mjs`: told to look for Node's headers where there are none, it fetches none.
RUN npm_config_nodedir=/opt/nq57-kpi/pipelines npm ci --omit=dev --no-audit --no-fund \
 && npm cache clean --force

COPY --chmod=0755 LICENSE evidence.config.yaml ./
COPY --chmod=0755 pipelines ./pipelines
COPY --chmod=0755 models ./models
COPY --chmod=0755 sources ./sources
COPY --chmod=0755 reports ./reports
# Compiled here, once: where it runs nothing of the program can be written.
RUN node pipelines/kpi.mjs --help > /dev/null

ENV TZ=Asia/Ho_Chi_Minh HOME=/tmp KPI_HOME=/home-data
RUN install -d -o node -g node -m 0700 /home-data
VOLUME ["/home-data"]
USER node
EXPOSE 4570

# Good is: a night within 36 hours that did not fail, and a report that is served. Asked from within, since health is told to the machine itself alone.
HEALTHCHECK --interval=1m --timeout=10s --start-period=30m \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4570/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

# No file of a home is for others to read.
ENTRYPOINT ["/bin/sh", "-c", "umask 077 && exec node /opt/nq57-kpi/pipelines/kpi.mjs \"$@\"", "kpi"]
CMD ["schedule", "--listen", "0.0.0.0", "--port", "4570"]
