package dev.gradtrace.interchange.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.interchange.FloatingPoint;
import dev.gradtrace.interchange.WeightFiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hdf5FileTest {

  private static final byte[] PLAIN = WeightFiles.of("keras").get("plain.h5");

  @Test
  void readsGroupsArraysAndAttributes() {
    StoredObject root = Hdf5File.root(PLAIN, "");
    assertThat(root.names()).contains("model_weights");
    assertThat(new String(root.text("model_config"), StandardCharsets.UTF_8)).startsWith("{");
    assertThat(root.text("nothing")).isNull();
    StoredObject layer = root.get("model_weights").get("layer");
    assertThat(layer.texts("weight_names"))
        .containsExactly("sequential/layer/kernel", "sequential/layer/bias");
    assertThat(layer.isArray()).isFalse();
    StoredArray kernel = layer.get("sequential").get("layer").get("kernel").array();
    assertThat(kernel.shape()).containsExactly(4, 2);
    assertThat(kernel.type()).isEqualTo(FloatingPoint.F64);
    assertThat(kernel.path()).isEqualTo("/model_weights/layer/sequential/layer/kernel");
    assertThat(kernel.column().rows()).isEqualTo(2);
    assertThat(layer.get("other")).isNull();
  }

  @Test
  void refusesAHeaderThatGoesOnInItself() {
    ByteBuffer file = ByteBuffer.allocate(88).order(ByteOrder.LITTLE_ENDIAN);
    file.put(0, PLAIN, 0, 8).put(8, (byte) 2).put(9, (byte) 8).put(10, (byte) 8);
    file.putLong(20, -1).putLong(28, 88).putLong(36, 48);
    file.put(48, (byte) 1).putInt(56, 24);
    file.putShort(64, (short) 0x10).putShort(66, (short) 16).putLong(72, 64).putLong(80, 24);
    assertThatThrownBy(() -> Hdf5File.root(file.array(), "").names())
        .hasMessageContaining("in circles");
  }

  @Test
  void refusesATreeThatIsItsOwnChild() {
    byte[] file = PLAIN.clone();
    int tree = indexOf(file, "TREE");
    file[tree + 5] = 1;
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(tree + 32, tree);
    assertThatThrownBy(() -> Hdf5File.root(file, "").names()).hasMessageContaining("not ordered");
  }

  /** Sizes of the dimensions that replace 4 and 2. */
  @ParameterizedTest
  @CsvSource({"2147483647, 2147483647", "4611686018427387904, 4", "4, 3", "0, 2", "-1, 2"})
  void allocatesNothingForAShapeWithoutBytes(long rows, long columns) {
    byte[] file = PLAIN.clone();
    byte[] shape = new byte[16];
    ByteBuffer.wrap(shape).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 4).putLong(8, 2);
    int at = indexOf(file, new String(shape, StandardCharsets.ISO_8859_1));
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(at, rows).putLong(at + 8, columns);
    StoredObject kernel =
        Hdf5File.root(file, "")
            .get("model_weights")
            .get("layer")
            .get("sequential")
            .get("layer")
            .get("kernel");
    assertThatThrownBy(kernel::array)
        .hasMessageMatching("(?s).*(not what its shape takes|no size|outside of it).*");
  }

  @Test
  void saysThatAFileEndsEarly() {
    byte[] half = Arrays.copyOf(PLAIN, PLAIN.length / 2);
    assertThatThrownBy(() -> Hdf5File.root(half, ""))
        .hasMessageContaining(half.length + " of its " + PLAIN.length + " bytes");
    assertThatThrownBy(() -> Hdf5File.root(Arrays.copyOf(PLAIN, 8), ""))
        .hasMessageContaining("ends early");
  }

  private static int indexOf(byte[] file, String text) {
    int at = new String(file, StandardCharsets.ISO_8859_1).indexOf(text);
    assertThat(at).isPositive();
    return at;
  }
}
