# syntax=docker/dockerfile:1
# The application in one image, for instances, the worker and its commands:
#   docker build --tag oee-analytics:0.1.0 .
# Base images are named by exact tags. To pin them by content, give their digests:
#   --build-arg JAVA_IMAGE=eclipse-temurin:25-jre-noble@sha256:… (docker buildx imagetools inspect NAME shows them)
ARG NODE_IMAGE=node:22.20.0-bookworm-slim
ARG MAVEN_IMAGE=maven:3.9.11-eclipse-temurin-25-noble
ARG JAVA_IMAGE=eclipse-temurin:25-jre-noble

# --- the chart library, by the lock file and without running anything of it
FROM ${NODE_IMAGE} AS charts
WORKDIR /charts
COPY frontend/package.json frontend/package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci --ignore-scripts --no-audit --no-fund

# --- the jar
FROM ${MAVEN_IMAGE} AS build
# Vaadin's build asks for node.
COPY --from=charts /usr/local/bin/node /usr/local/bin/node
COPY --from=charts /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && groupadd --gid 10001 builder \
    && useradd --uid 10001 --gid 10001 --create-home builder \
    && install --directory --owner builder --group builder /build
# The build starts a PostgreSQL to read the tables from, and PostgreSQL refuses to run as root.
USER builder
WORKDIR /build
ENV LANG=C.UTF-8 MAVEN_CONFIG=/home/builder/.m2
COPY --chown=builder:builder pom.xml ./
COPY --chown=builder:builder db db
COPY --chown=builder:builder frontend frontend
COPY --from=charts --chown=builder:builder /charts/node_modules frontend/node_modules
COPY --chown=builder:builder src src
RUN --mount=type=cache,target=/home/builder/.m2,uid=10001,gid=10001 \
    --mount=type=cache,target=/home/builder/.npm,uid=10001,gid=10001 \
    mvn -B -q -DskipTests package

# --- what runs, without the application: the training below must see the same JVM and the same files
FROM ${JAVA_IMAGE} AS base
# XGBoost is native and needs OpenMP.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 oee \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin oee \
    && install --directory --owner oee --group oee /app /app/data
ENV LANG=C.UTF-8
WORKDIR /app

# --- the jar unpacked, and what the JVM remembers of its classes (JEP 483), which halves the time of a start
FROM base AS training
USER 10001:10001
COPY --from=build --chown=10001:10001 /build/target/oee-analytics.jar /tmp/oee-analytics.jar
RUN java -Djarmode=tools -jar /tmp/oee-analytics.jar extract --destination /app --force \
    && DATABASE_URL='' OEE_DATA=/tmp/scratch SERVER_PORT=0 OEE_INSTANCE='' \
    java -Xmx1g -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -XX:AOTCacheOutput=/app/classes.aot \
    -Dspring.context.exit=onRefresh -Dspring.profiles.active=demo -jar /app/oee-analytics.jar \
    && test -s /app/classes.aot

# --- the image
FROM base
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="OEE Analytics" \
    org.opencontainers.image.description="OEE forecasting and analytics for factories" \
    org.opencontainers.image.version="${VERSION}" \
    org.opencontainers.image.revision="${REVISION}"
# Belongs to root, so that nothing that runs can change it; only data is writable.
COPY --from=training --chown=0:0 /app/lib /app/lib
COPY --from=training --chown=0:0 /app/oee-analytics.jar /app/classes.aot /app/
# health-check.sh [live|ready]: 0 when the management port says 200. The image has no curl.
RUN printf '%s\n' '#!/bin/bash' \
    'exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/${OEE_MANAGEMENT_PORT:-8081}" || exit 1' \
    'printf "GET /actuator/health/%s HTTP/1.0\r\nHost: localhost\r\n\r\n" "${1:-live}" >&3' \
    'read -r -t 4 _ status _ <&3 && [ "$status" = 200 ]' > /app/health-check.sh \
    && chmod 755 /app/health-check.sh \
    && chown root:root /app
ENV SERVER_PORT=8080 OEE_MANAGEMENT_PORT=8081 OEE_DATA=/app/data
USER 10001:10001
EXPOSE 8080 8081
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=120s --retries=4 CMD ["/app/health-check.sh", "live"]
# The collector must be the one of the training, or the cache is not taken; the size of the heap may differ. Further
# options of the JVM: JDK_JAVA_OPTIONS. What follows is a command: migrate, self-check, version and others.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "-XX:AOTCache=/app/classes.aot", "-jar", "/app/oee-analytics.jar"]
