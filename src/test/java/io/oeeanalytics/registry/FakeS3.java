package io.oeeanalytics.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * As much of S3 as a store of artefacts uses: objects put, read and asked for by path style, with
 * requests signed by AWS4-HMAC-SHA256, whose signatures are computed again here. It is no MinIO.
 */
final class FakeS3 implements AutoCloseable {
    static final String KEY = "AKIATEST";
    static final String SECRET = "secret/with+signs";
    private static final Pattern SIGNED =
            Pattern.compile(
                    "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/s3/aws4_request,"
                            + " ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

    final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    final List<String> refused = new ArrayList<>();
    private final HttpServer server;

    /** What it answers instead of doing as asked; 0 for nothing. */
    volatile int answering;

    /** The code of that answer. */
    volatile String reason = "Unavailable";

    FakeS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            var body = call.getRequestBody().readAllBytes();
            var path = call.getRequestURI().getRawPath();
            var fault = fault(call, path, body);
            if (!fault.isEmpty()) {
                refused.add(fault);
                error(call, 403, "SignatureDoesNotMatch");
            } else if (answering != 0) {
                error(call, answering, reason);
            } else {
                serve(call, path, body);
            }
        }
    }

    private void serve(HttpExchange call, String path, byte[] body) throws IOException {
        if (!path.startsWith("/models/")) {
            error(call, 404, "NoSuchBucket");
            return;
        }
        switch (call.getRequestMethod()) {
            case "PUT" -> {
                objects.put(path, body);
                call.getResponseHeaders().add("ETag", "\"x\"");
                call.sendResponseHeaders(200, -1);
            }
            case "GET", "HEAD" -> {
                var object = objects.get(path);
                if (object == null) {
                    error(call, 404, "NoSuchKey");
                } else if (call.getRequestMethod().equals("HEAD")) {
                    call.getResponseHeaders().add("Content-Length", "" + object.length);
                    call.sendResponseHeaders(200, -1);
                } else {
                    call.sendResponseHeaders(200, object.length);
                    call.getResponseBody().write(object);
                }
            }
            default -> error(call, 405, "MethodNotAllowed");
        }
    }

    private static void error(HttpExchange call, int status, String code) throws IOException {
        var text =
                "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>no</Message></Error>"
                        .formatted(code)
                        .getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/xml");
        if (call.getRequestMethod().equals("HEAD")) {
            call.sendResponseHeaders(status, -1);
        } else {
            call.sendResponseHeaders(status, text.length);
            call.getResponseBody().write(text);
        }
    }

    /** What is wrong with how it was signed; empty where nothing is. */
    private static String fault(HttpExchange call, String path, byte[] body) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        call.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        var signed = SIGNED.matcher(headers.getOrDefault("Authorization", ""));
        if (!signed.matches()) {
            return "not signed: " + headers.get("Authorization");
        }
        var hash = headers.getOrDefault("x-amz-content-sha256", "");
        boolean empty = body.length == 0 && hash.equals("UNSIGNED-PAYLOAD");
        if (!empty && !hash.equals(hex(sha256(body)))) {
            return "the body is not that of its hash " + hash;
        }
        var checksum = headers.get("x-amz-checksum-sha256");
        if (checksum != null
                && !checksum.equals(Base64.getEncoder().encodeToString(sha256(body)))) {
            return "the body is not that of its check sum";
        }
        var lines =
                Arrays.stream(signed.group(4).split(";"))
                        .map(name -> name + ":" + headers.getOrDefault(name, "").strip() + "\n")
                        .collect(Collectors.joining());
        var request =
                String.join("\n", call.getRequestMethod(), path, "", lines, signed.group(4), hash);
        var scope = "%s/%s/s3/aws4_request".formatted(signed.group(2), signed.group(3));
        var toSign =
                String.join(
                        "\n",
                        "AWS4-HMAC-SHA256",
                        headers.getOrDefault("x-amz-date", ""),
                        scope,
                        hex(sha256(request.getBytes(StandardCharsets.UTF_8))));
        var key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (var part : List.of(signed.group(2), signed.group(3), "s3", "aws4_request")) {
            key = hmac(key, part);
        }
        return signed.group(1).equals(KEY) && signed.group(5).equals(hex(hmac(key, toSign)))
                ? ""
                : "the signature is another of\n" + request;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
