package io.oeeanalytics.registry.mlflow;

import io.oeeanalytics.registry.Digest;
import io.oeeanalytics.registry.ModelFile;
import io.oeeanalytics.registry.ModelVersions;
import io.oeeanalytics.registry.Uploads;
import io.oeeanalytics.registry.VersionId;
import io.oeeanalytics.registry.mlflow.MlflowError.Code;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Files, by the protocol of MLflow's artifact proxy. Those of versions lie under {@code
 * versions/<name>/<number>} and can only be read; elsewhere they are put before a version is made
 * of them.
 */
@RestController
class ArtifactsDoor {
    private static final String PATH = "/api/2.0/mlflow-artifacts/artifacts";

    private final ModelVersions versions;
    private final Uploads uploads;

    ArtifactsDoor(ModelVersions versions, Uploads uploads) {
        this.versions = versions;
        this.uploads = uploads;
    }

    /** A place within a version. */
    private record Within(VersionId version, String path) {
        static Optional<Within> of(String path) {
            var parts = path.split("/", 4);
            if (!parts[0].equals(MlflowWords.VERSIONS)) {
                return Optional.empty();
            }
            if (parts.length < 3) {
                throw new MlflowError(
                        Code.RESOURCE_DOES_NOT_EXIST,
                        "Files of versions lie under versions/<name>/<number>.");
            }
            return Optional.of(
                    new Within(
                            MlflowRequest.version(parts[1].replace('+', ' '), parts[2]),
                            parts.length == 4 ? parts[3] : ""));
        }
    }

    @GetMapping(PATH)
    Map<String, Object> list(HttpServletRequest sent) {
        var folder = MlflowRequest.of(sent).text("path").replaceAll("/+$", "");
        var within = Within.of(folder);
        var files =
                within.isPresent() ? files(within.get()) : relative(uploads.under(folder), folder);
        return Map.of("files", entries(files));
    }

    private List<ModelFile> files(Within within) {
        var version =
                versions.version(within.version())
                        .orElseThrow(
                                () ->
                                        new MlflowError(
                                                Code.RESOURCE_DOES_NOT_EXIST,
                                                "There is no %s.".formatted(within.version())));
        return relative(version.files(), within.path());
    }

    private static List<ModelFile> relative(List<ModelFile> files, String folder) {
        var prefix = folder.isEmpty() ? "" : folder + "/";
        return files.stream()
                .filter(file -> file.path().startsWith(prefix))
                .map(
                        file ->
                                new ModelFile(
                                        file.path().substring(prefix.length()),
                                        file.digest(),
                                        file.size()))
                .toList();
    }

    /** Of a folder its files, and the folders in it once each. */
    private static List<Map<String, Object>> entries(List<ModelFile> files) {
        var entries = new TreeMap<String, Map<String, Object>>();
        for (var file : files) {
            int slash = file.path().indexOf('/');
            var name = slash < 0 ? file.path() : file.path().substring(0, slash);
            var entry = new LinkedHashMap<String, Object>();
            entry.put("path", name);
            entry.put("is_dir", slash >= 0);
            if (slash < 0) {
                entry.put("file_size", file.size());
            }
            entries.put(name, entry);
        }
        return new ArrayList<>(entries.values());
    }

    @GetMapping(PATH + "/{*path}")
    ResponseEntity<byte[]> get(@PathVariable String path) {
        var asked = plain(path);
        var within = Within.of(asked);
        var bytes =
                uploads.inTurn(
                        () ->
                                within.isPresent()
                                        ? versions.file(within.get().version(), within.get().path())
                                        : uploads.get(asked));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(asked.substring(asked.lastIndexOf('/') + 1))
                                .build()
                                .toString())
                .eTag("\"" + Digest.of(bytes) + "\"")
                .body(bytes);
    }

    @PutMapping(PATH + "/{*path}")
    Map<String, Object> put(@PathVariable String path, HttpServletRequest sent) {
        var asked = writable(path);
        if (sent.getContentLengthLong() > uploads.largest()) {
            throw uploads.tooLarge(asked);
        }
        uploads.inTurn(
                () -> {
                    uploads.put(asked, body(asked, sent));
                    return asked;
                });
        return Map.of();
    }

    private byte[] body(String path, HttpServletRequest sent) {
        try {
            var bytes = sent.getInputStream().readNBytes(uploads.largest() + 1);
            if (bytes.length > uploads.largest()) {
                throw uploads.tooLarge(path);
            }
            return bytes;
        } catch (IOException e) {
            throw new MlflowError(Code.MALFORMED_REQUEST, "The file broke off.");
        }
    }

    @DeleteMapping(PATH + "/{*path}")
    Map<String, Object> delete(@PathVariable String path) {
        uploads.delete(writable(path));
        return Map.of();
    }

    private static String writable(String path) {
        var asked = plain(path);
        if (asked.equals(MlflowWords.VERSIONS) || asked.startsWith(MlflowWords.VERSIONS + "/")) {
            throw new MlflowError(Code.PERMISSION_DENIED, "The files of a version never change.");
        }
        return asked;
    }

    private static String plain(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
