package dev.gradtrace.web.observed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gradtrace.contract.json.BodyReader;
import dev.gradtrace.contract.json.PlainValues;
import dev.gradtrace.interchange.safetensors.NetworkState;
import dev.gradtrace.interchange.safetensors.StateLayout;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads parameter files; parses a header only where it differs from the last one of its run. */
@Component
final class KnownLayouts {

  private static final long MOST_BYTES = 8_000_000;

  private final Cache<String, Known> known =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .<String, Known>weigher(
              (run, known) -> (int) Math.min(Integer.MAX_VALUE, known.layout.bytes()))
          .build();

  /**
   * @param modules order of the modules, as in the request
   */
  private record Known(@Nullable List<String> modules, StateLayout layout) {}

  /**
   * Reads the parameters in a file.
   *
   * @param run id of the observed run
   * @param modules order of the modules; null for the order of their names
   * @throws dev.gradtrace.validation.InvalidSpec as {@link NetworkState#layout}
   */
  Parameters read(String run, NetworkSpec network, byte[] file, @Nullable List<String> modules) {
    Known last = known.getIfPresent(run);
    if (last != null && last.layout.isOf(file) && Objects.equals(last.modules, modules)) {
      return last.layout.read(file);
    }
    StateLayout layout = NetworkState.layout(file, network, modules, KnownLayouts::header);
    known.put(run, new Known(modules, layout));
    return layout.read(file);
  }

  private static @Nullable Object header(byte[] json) {
    return BodyReader.readTree(json).to(PlainValues::of);
  }
}
