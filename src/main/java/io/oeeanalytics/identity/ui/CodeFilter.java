package io.oeeanalytics.identity.ui;

import io.oeeanalytics.identity.CodeSignIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** Takes what the page of the code sends. */
final class CodeFilter extends AbstractAuthenticationProcessingFilter {
    private final CodeSignIn codes;

    CodeFilter(CodeSignIn codes) {
        super(PathPatternRequestMatcher.pathPattern(HttpMethod.POST, "/" + CodeView.PATH));
        this.codes = codes;
    }

    @Override
    public Authentication attemptAuthentication(
            HttpServletRequest request, HttpServletResponse response) {
        var code = request.getParameter(CodeView.CODE);
        return codes.finish(request.getSession(), code == null ? "" : code);
    }
}
