package io.oeeanalytics.ops;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where PostgreSQL is, read in either form people write it: {@code
 * postgresql://user:password@host:port/database} or {@code
 * jdbc:postgresql://host:port/database?user=…}. The password may be kept apart, in a file.
 */
record DatabaseAddress(String jdbcUrl, @Nullable String user, @Nullable String password) {

    /**
     * @param setting that the text comes from, for what is said of a wrong one
     * @param keptApart the password where it does not stand in the address, or nothing
     */
    static DatabaseAddress parse(String setting, String text, String keptApart) {
        var url = text.strip();
        var apart = keptApart.isBlank() ? null : keptApart.strip();
        if (url.startsWith("jdbc:postgresql:")) {
            return new DatabaseAddress(url, null, apart);
        }
        if (!url.startsWith("postgresql://") && !url.startsWith("postgres://")) {
            throw new IllegalArgumentException(
                    setting
                            + " must start with postgresql:// or jdbc:postgresql:, not with '"
                            + url.substring(
                                    0, Math.min(url.length(), Math.max(url.indexOf(':') + 1, 0)))
                            + "'");
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // The message must not repeat the address: it holds the password.
            throw new IllegalArgumentException(
                    setting
                            + " cannot be read at character "
                            + e.getIndex()
                            + "; percent-encode special characters of the password",
                    e);
        }
        if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
            throw new IllegalArgumentException(
                    setting
                            + " names no host or no database; write postgresql://user:password@host:5432/database");
        }
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var userInfo = uri.getRawUserInfo();
        String user = null;
        String password = null;
        if (userInfo != null) {
            var colon = userInfo.indexOf(':');
            user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
            password = colon < 0 ? null : decode(userInfo.substring(colon + 1));
        }
        return new DatabaseAddress(
                "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
                user,
                password == null ? apart : password);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return jdbcUrl.replaceAll("password=[^&]*", "password=…");
    }
}
