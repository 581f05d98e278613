package dev.gradtrace.outgoing;

import dev.gradtrace.validation.InvalidSpec;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which hosts may be contacted: those of the public Internet and those that are allowed explicitly.
 *
 * @param names allowed hosts, whatever their addresses
 * @param blocks allowed addresses
 */
record Guard(Set<String> names, List<AddressBlock> blocks) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?");

  /** Parses the setting. */
  static Guard of(List<String> allowed) {
    Set<String> names = new HashSet<>();
    List<AddressBlock> blocks = new ArrayList<>();
    for (String text : allowed) {
      String entry = text.strip().toLowerCase(Locale.ROOT);
      if (AddressBlock.looksLikeOne(entry)) {
        blocks.add(block(entry));
      } else if (NAME.matcher(entry).matches()) {
        names.add(entry);
      } else if (!entry.isEmpty()) {
        throw refusal(entry);
      }
    }
    return new Guard(names, blocks);
  }

  private static AddressBlock block(String entry) {
    try {
      return AddressBlock.of(entry);
    } catch (InvalidSpec e) {
      throw refusal(entry);
    }
  }

  private static IllegalArgumentException refusal(String entry) {
    return new IllegalArgumentException(
        "gradtrace.outgoing.allowed must hold hosts, addresses and blocks such as 10.0.0.0/8, not "
            + entry);
  }

  /** Whether a host may be contacted, as far as its name alone tells. */
  boolean mayAsk(String name) {
    return !name.equals("localhost") && !name.endsWith(".localhost")
        || mayAsk(name, InetAddress.getLoopbackAddress());
  }

  /** Whether a host may be contacted at an address. */
  boolean mayAsk(String name, InetAddress address) {
    return names.contains(name)
        || blocks.stream().anyMatch(block -> block.includes(address))
        || !OwnNetwork.has(address);
  }
}
