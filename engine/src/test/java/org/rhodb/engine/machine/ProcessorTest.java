package org.rhodb.engine.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
  @TempDir Path folder;

  private Processor read(String text) throws IOException {
    return Processor.read(Files.writeString(folder.resolve("cpuinfo"), text));
  }

  @Test
  void readsModelAndFeaturesOfTheFirstProcessor() throws IOException {
    String text =
        """
        processor\t: 0
        cpu family\t: 25
        model\t\t: 1
        model name\t: Some EPYC
        flags\t\t: fpu avx2 avx512f
        processor\t: 1
        model name\t: Other
        flags\t\t: fpu
        """;
    assertEquals(new Processor("Some EPYC 25/1", Set.of("fpu", "avx2", "avx512f")), read(text));
  }

  @Test
  void readsArmsFeatures() throws IOException {
    Processor found = read("processor\t: 0\nFeatures\t: fp asimd bf16\n");
    assertEquals(Set.of("fp", "asimd", "bf16"), found.features());
    assertEquals(System.getProperty("os.arch"), found.model());
  }

  @Test
  void knowsNoFeaturesWhereTheSystemDoesNotSay() throws IOException {
    assertEquals(Set.of(), read("").features());
    assertEquals(Set.of(), Processor.read(folder.resolve("missing")).features());
    assertFalse(Processor.here().model().isEmpty());
  }
}
