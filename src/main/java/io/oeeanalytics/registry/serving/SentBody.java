package io.oeeanalytics.registry.serving;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.BoundedBody;
import io.oeeanalytics.base.api.PacedBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** A body as it was sent or out of its gzip, neither too slow nor too large. */
final class SentBody {
    private SentBody() {}

    static InputStream of(HttpServletRequest request, long most) throws IOException {
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        var sent = new PacedBody(request.getInputStream(), System::nanoTime);
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return new BoundedBody(sent, most);
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw new ApiProblem(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Encoding is gzip or none, not '%s'".formatted(encoding));
        }
        try {
            return new BoundedBody(new GZIPInputStream(sent), most);
        } catch (ZipException e) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST, "The body is not gzip, though its header says so.");
        }
    }
}
