package dev.gradtrace.web.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.mock.web.MockMultipartHttpServletRequest;

class ModelUploadTest {

  private static final long MANY = 100;

  private MockMultipartHttpServletRequest parts;

  @BeforeEach
  void begin() {
    parts = new MockMultipartHttpServletRequest();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "model"})
  void refusesTwoModels(String name) {
    add(name, "a.onnx");
    add(name, "b.onnx");
    assertThatThrownBy(() -> ModelUpload.of(parts, MANY))
        .hasMessageContaining("/" + name + " is given more than once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.data", "folder/a.data", "folder\\a.data"})
  void refusesTwoFilesOfOneName(String second) {
    add("file", "a.onnx");
    add("data", "a.data");
    add("data", second);
    assertThatThrownBy(() -> ModelUpload.of(parts, MANY))
        .hasMessageContaining("/data has two files named " + second);
  }

  @Test
  void takesSeveralFilesBesideAModel() throws Exception {
    add("file", "a.onnx");
    add("data", "a.data");
    add("data", "b.data");
    assertThat(ModelUpload.of(parts, MANY).contents()).containsOnlyKeys("a.data", "b.data");
  }

  private void add(String part, String name) {
    parts.addFile(new MockMultipartFile(part, name, null, new byte[] {1}));
  }
}
