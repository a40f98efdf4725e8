package io.oeeanalytics.registry;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a model's file may be. Reading one must never run anything, so objects that Java or Python
 * serialised are none of them, and neither are archives, which can be bombs.
 */
enum FileKind {
    /** Parameters in a form of our own. */
    JSON(".json."),
    /** ONNX, and models of Tribuo. */
    PROTOBUF(".onnx.pb.protobuf.tribuo."),
    /** What is read by people, or describes the others. */
    TEXT(".md.txt.yaml.yml.csv.");

    private static final Set<String> TEXTS_WITHOUT_ENDING = Set.of("MLmodel", "LICENSE", "README");

    /** Between dots. */
    private final String endings;

    FileKind(String endings) {
        this.endings = endings;
    }

    /**
     * @throws RegistryProblem.FileRefused when the bytes are not what the path says, or of no kind
     */
    static void check(String path, byte[] bytes) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        if (bytes.length == 0) {
            throw refused(path, "is empty");
        }
        boolean fits =
                switch (of(path, name)) {
                    case JSON -> isJson(bytes);
                    case PROTOBUF -> !isForeign(bytes) && isProtobuf(bytes);
                    case TEXT -> isText(bytes);
                };
        if (!fits) {
            throw refused(path, "is not what its name says");
        }
    }

    private static FileKind of(String path, String name) {
        if (TEXTS_WITHOUT_ENDING.contains(name)) {
            return TEXT;
        }
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        for (var kind : values()) {
            if (name.indexOf('.') > 0 && kind.endings.contains("." + ending + ".")) {
                return kind;
            }
        }
        throw refused(
                path,
                "is of no kind that is kept: JSON (.json), ONNX (.onnx), protobuf (.pb, .tribuo) and text (.md, .txt, .yaml, .csv, MLmodel) are; objects serialised by Java or Python run code when they are read");
    }

    private static boolean isJson(byte[] bytes) {
        try (var parser = JsonMapper.shared().createParser(bytes)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    /** Walks the fields without building anything; messages within are bytes to it. */
    private static boolean isProtobuf(byte[] bytes) {
        try {
            var in = CodedInputStream.newInstance(bytes);
            while (true) {
                int tag = in.readTag();
                if (tag == 0) {
                    return true;
                }
                if (!in.skipField(tag)) {
                    return false;
                }
            }
        } catch (InvalidProtocolBufferException e) {
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isText(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .chars()
                    .noneMatch(one -> one < ' ' && one != '\n' && one != '\r' && one != '\t');
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Some of them would pass for protobuf. */
    private static boolean isForeign(byte[] bytes) {
        return begins(bytes, 0xAC, 0xED) // Java's objects
                || begins(bytes, 0xCA, 0xFE, 0xBA, 0xBE) // Java's classes
                || (begins(bytes, 0x80) && bytes.length > 1 && bytes[1] <= 5) // Python's pickles
                || begins(bytes, 0x1F, 0x8B) // gzip
                || begins(bytes, 'P', 'K') // zip, jar
                || begins(bytes, 0x7F, 'E', 'L', 'F')
                || begins(bytes, '#', '!');
    }

    private static boolean begins(byte[] bytes, int... prefix) {
        if (bytes.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[i] != (byte) prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static RegistryProblem.FileRefused refused(String path, String why) {
        return new RegistryProblem.FileRefused("The file %s %s.".formatted(path, why), false);
    }
}
