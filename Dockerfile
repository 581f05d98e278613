# Give digests (eclipse-temurin:25-jre@sha256:…) to build on the very same bytes again.
ARG BUILD_IMAGE=eclipse-temurin:25-jdk
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /source
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src src
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -Dmaven.test.skip=true -Djarmode.tools=true package
RUN cp target/gradtrace-*.jar gradtrace.jar \
    && java -Djarmode=tools -jar gradtrace.jar extract --layers --destination layers \
    && rm layers/dependencies/lib/spring-boot-jarmode-tools-*.jar

FROM ${RUNTIME_IMAGE}
LABEL org.opencontainers.image.title="Gradtrace" \
      org.opencontainers.image.description="Trains feed-forward networks over HTTP and shows what the gradient does in every layer at every step" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --gid 10001 gradtrace \
    && useradd --uid 10001 --gid gradtrace --no-create-home --home-dir /data --shell /usr/sbin/nologin gradtrace \
    && install --directory --owner=gradtrace --group=gradtrace /data
WORKDIR /opt/gradtrace
COPY --from=build /source/layers/dependencies/ ./
COPY --from=build /source/layers/spring-boot-loader/ ./
COPY --from=build /source/layers/snapshot-dependencies/ ./
COPY --from=build /source/layers/application/ ./
# Start-up, ahead of time. The cache holds for this JVM, these jars and these modules alone;
# AOTMode=on does not start without it.
RUN export GRADTRACE_HOME="$(mktemp -d)" \
    && java -XX:AOTCacheOutput=gradtrace.aot -Xlog:aot*=error --add-modules jdk.incubator.vector \
        -Dspring.context.exit=onRefresh -jar gradtrace.jar \
    && java -XX:AOTCache=gradtrace.aot -XX:AOTMode=on --add-modules jdk.incubator.vector \
        -Dspring.context.exit=onRefresh -jar gradtrace.jar \
    && rm -r "$GRADTRACE_HOME"
COPY src/docker/health.sh ./
# What the image is made of, by name, version and licence, for whoever does not want to open the jar.
COPY --from=build /source/target/classes/META-INF/THIRD-PARTY.txt /source/target/classes/META-INF/sbom/ ./sbom/
COPY --from=build /source/target/classes/META-INF/LICENSE ./
COPY --from=build /source/target/classes/META-INF/licenses/ ./licenses/

# MALLOC_ARENA_MAX: threads share what they free outside the heap.
ENV GRADTRACE_HOME=/data SERVER_ADDRESS=0.0.0.0 MANAGEMENT_SERVER_ADDRESS=0.0.0.0 MALLOC_ARENA_MAX=2
VOLUME /data
EXPOSE 8080 8081
USER gradtrace
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["/opt/gradtrace/health.sh"]
# dontinline: the loops on vectors are compiled by themselves, where C2 has the room to keep vectors in registers.
# What the start took of the heap is given back when nothing has happened for a minute or two: G1PeriodicGCInterval,
# and MaxHeapFreeRatio with MinHeapFreeRatio, in regions that are small also on a large machine.
# UseCompressedOops: three quarters of a large machine, but no heap that the cache does not fit.
ENTRYPOINT ["java", "-XX:AOTCache=gradtrace.aot", "-XX:MaxRAMPercentage=75", "-XX:+UseCompressedOops", \
  "-Xms48m", "-XX:G1HeapRegionSize=4m", "-XX:G1PeriodicGCInterval=30000", \
  "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20", "-XX:+ExitOnOutOfMemoryError", \
  "--add-modules", "jdk.incubator.vector", \
  "-XX:CompileCommand=quiet", "-XX:CompileCommand=dontinline,dev.gradtrace.matrix.VectorKernel::*", "-jar", "gradtrace.jar"]
