# Understudy, and the scripted providers for trials as an image of their own:
#
#   docker build -t understudy:latest .
#   docker build -t understudy-sandbox:latest --target understudy-sandbox .
#
# Where no Maven repository can be reached: run deploy/package where one can, then add --build-arg JARS=tree.
# Needs BuildKit, which Docker has on by default since version 23 (before: DOCKER_BUILDKIT=1).

ARG MAVEN_IMAGE=maven:3.9-eclipse-temurin-17
ARG JRE_IMAGE=eclipse-temurin:17-jre
ARG JARS=built

FROM ${MAVEN_IMAGE} AS built
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/m2 deploy/package -Dmaven.repo.local=/m2

FROM scratch AS tree
COPY target/image /src/target/image

FROM ${JARS} AS jars

FROM ${JRE_IMAGE} AS runtime
COPY LICENSE NOTICE /usr/share/licenses/understudy/
COPY --chmod=755 deploy/docker/healthcheck /usr/local/bin/healthcheck
# A number, so that Kubernetes can see that it is not root.
ARG UID=10001
RUN mkdir -p /var/lib/understudy /etc/understudy && chown ${UID}:${UID} /var/lib/understudy
USER ${UID}:${UID}
WORKDIR /var/lib/understudy
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

# Registry and providers of the sandbox, for trials; no broker.
FROM runtime AS understudy-sandbox
LABEL org.opencontainers.image.title="understudy-sandbox" \
      org.opencontainers.image.description="Scripted LLM providers that fail on command, for trials of Understudy"
COPY --from=jars /src/target/image/sandbox/lib/ /opt/understudy/sandbox/
EXPOSE 18081 18090 18091 18092 18093
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s CMD ["healthcheck", "18090", "/providers"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC", \
            "-cp", "/opt/understudy/sandbox/*", "dev.understudy.sandbox.cli.SandboxCommand"]
CMD ["--no-broker", "--bind", "0.0.0.0"]

# The product. Last, so that it is what is built when no target is named.
FROM runtime AS understudy
LABEL org.opencontainers.image.title="understudy" \
      org.opencontainers.image.description="Durable LLM failover on Kafka: alerts in, enriched incidents out"
COPY --chmod=755 deploy/docker/understudy /usr/local/bin/understudy
COPY --from=jars /src/target/image/understudy/lib/ /opt/understudy/lib/
COPY --from=jars /src/target/image/understudy/app/ /opt/understudy/app/
ENV UNDERSTUDY_CONFIG=/etc/understudy/understudy.yaml
# The folder of state stores: state-dir, which is relative to the working directory unless set.
VOLUME /var/lib/understudy
# Health and metrics; alerts over HTTP, with the role gateway. The admin port listens on the loopback address only.
EXPOSE 9464 9466
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s CMD ["healthcheck", "9464", "/health/ready"]
ENTRYPOINT ["understudy"]
CMD ["run"]
