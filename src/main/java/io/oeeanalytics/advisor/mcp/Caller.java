package io.oeeanalytics.advisor.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.oeeanalytics.advisor.Guide;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Whose request it is. It is taken from the request and travels with it, as the library may answer
 * on any thread.
 *
 * @param locale in which results are worded
 */
record Caller(Authentication who, Locale locale) {
    private static final String KEY = "caller";

    static McpTransportContext of(HttpServletRequest request) {
        var who =
                Objects.requireNonNull(
                        SecurityContextHolder.getContext().getAuthentication(),
                        "nobody comes here unknown");
        // Without the header a request has the language of the machine.
        var locale =
                request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null
                        ? Locale.ENGLISH
                        : Guide.language(request.getLocale());
        return McpTransportContext.create(Map.of(KEY, new Caller(who, locale)));
    }

    static Caller of(McpTransportContext context) {
        if (context.get(KEY) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("a request without its caller");
    }
}
