package io.oeeanalytics.registry;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may come in as a model's file, and under what path. */
class FileKindTest {
    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int... bytes) {
        var all = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            all[i] = (byte) bytes[i];
        }
        return all;
    }

    @Test
    void json_onnx_and_text_come_in() {
        assertThatCode(() -> FileKind.check("model.json", text("{\"alpha\": [0.1, 1e-3]}")))
                .doesNotThrowAnyException();
        // Field 1 = 8, field 7 = a message of two bytes.
        assertThatCode(() -> FileKind.check("a/b.onnx", bytes(0x08, 0x08, 0x3A, 0x02, 0x08, 0x01)))
                .doesNotThrowAnyException();
        assertThatCode(() -> FileKind.check("MLmodel", text("flavors:\n  onnx: {}\n")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.pkl",
                "model.ser",
                "lib.jar",
                "model",
                "x.bin",
                ".json",
                "a.JSON.exe"
            })
    void what_runs_code_when_it_is_read_does_not(String path) {
        assertThatThrownBy(() -> FileKind.check(path, text("{}")))
                .isInstanceOf(RegistryProblem.FileRefused.class)
                .hasMessageContaining("of no kind that is kept");
    }

    @Test
    void neither_does_it_under_another_name() throws IOException {
        var java = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(java)) {
            out.writeObject(new ArrayList<>(List.of("a")));
        }

        for (var hostile :
                List.of(
                        java.toByteArray(),
                        bytes(0x80, 0x04, 0x95, 0x00),
                        bytes(0x1F, 0x8B, 0x08),
                        text("PK\u0003\u0004"),
                        bytes(0xCA, 0xFE, 0xBA, 0xBE),
                        text("#!/bin/sh"),
                        bytes(0x0A, 0xFF, 0xFF, 0xFF, 0x7F),
                        bytes(0x0C),
                        new byte[0])) {
            for (var path : List.of("m.tribuo", "m.onnx", "m.json")) {
                assertThatThrownBy(() -> FileKind.check(path, hostile))
                        .isInstanceOf(RegistryProblem.FileRefused.class);
            }
        }
        assertThatThrownBy(() -> FileKind.check("m.json", text("{\"a\": 1} {\"b\": 2}")))
                .isInstanceOf(RegistryProblem.FileRefused.class);
        assertThatThrownBy(() -> FileKind.check("m.json", text("[".repeat(100_000))))
                .isInstanceOf(RegistryProblem.FileRefused.class);
        assertThatThrownBy(() -> FileKind.check("m.txt", bytes('a', 0)))
                .isInstanceOf(RegistryProblem.FileRefused.class);
        assertThatThrownBy(() -> FileKind.check("m.pb", nested(2_000)))
                .isInstanceOf(RegistryProblem.FileRefused.class);
    }

    /** Groups within groups, which readers follow down. */
    private static byte[] nested(int depth) {
        var bytes = new byte[depth];
        java.util.Arrays.fill(bytes, (byte) 0x0B);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "..",
                "../x.json",
                "a/../../x.json",
                "a/./x.json",
                "a//x.json",
                "a/x.json/",
                "a\\..\\x.json",
                "a/.ssh/x.json",
                "~/x.json",
                "C:/x.json",
                "a/%2e%2e/x.json",
                "//proc/self/root/x.json",
                "a#/../x.json",
                "x.json?path=..",
                "\\\\host\\share\\x.json",
                "file:///etc/passwd",
                "a/\u2025/x.json",
                "x.json\u0000.txt",
                "x.json\n",
                "x.json.",
                "x.json "
            })
    void a_path_that_could_lead_elsewhere_is_refused(String path) {
        assertThatThrownBy(() -> Names.checkPath(path))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.json", "a/b c/x-1.2_3.json", "0/1f/artifacts/model/MLmodel"})
    void an_ordinary_path_is_not(String path) {
        assertThatCode(() -> Names.checkPath(path)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a:b", "-a", " a", "a ", "a.", "a\nb", "ä"})
    void a_model_is_called_what_an_address_can_hold(String name) {
        assertThatThrownBy(() -> new VersionId(name, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
