package io.oeeanalytics.identity;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.stereotype.Component;

/**
 * Whether people come by HTTPS alone ({@code OEE_HTTPS_ONLY}), as in production. Then no cookie of
 * a sign-in travels on an open line, and no neighbouring host can set one: that is what browsers
 * promise of names that begin with {@code __Host-}. On a laptop, over HTTP, they would take none.
 */
@Component
class HttpsOnly {
    private final boolean set;

    HttpsOnly(@Value("${oee.https-only:false}") boolean set) {
        this.set = set;
    }

    boolean isSet() {
        return set;
    }

    String cookie(String name) {
        return set ? "__Host-" + name : name;
    }

    /** The cookie of the session, which the server itself sets. */
    @Component
    static final class SessionCookie implements ServletContextInitializer {
        private final HttpsOnly httpsOnly;

        SessionCookie(HttpsOnly httpsOnly) {
            this.httpsOnly = httpsOnly;
        }

        @Override
        public void onStartup(jakarta.servlet.ServletContext context) {
            if (httpsOnly.isSet()) {
                var cookie = context.getSessionCookieConfig();
                cookie.setName(httpsOnly.cookie("JSESSIONID"));
                cookie.setSecure(true);
                cookie.setPath("/");
            }
        }
    }
}
