package io.oeeanalytics.identity.ui;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A text as a picture for the camera of a phone: black on white in dark pages, too. */
final class QrCode {
    /** ISO/IEC 18004 asks for so many modules of white around it. */
    private static final int QUIET = 4;

    private QrCode() {}

    /** SVG, as the address of an image. */
    static String address(String text) {
        return "data:image/svg+xml;base64,"
                + Base64.getEncoder().encodeToString(svg(text).getBytes(StandardCharsets.UTF_8));
    }

    private static String svg(String text) {
        try {
            var modules = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
            int size = modules.getWidth() + 2 * QUIET;
            var path = new StringBuilder();
            for (int y = 0; y < modules.getHeight(); y++) {
                for (int x = 0; x < modules.getWidth(); x++) {
                    if (modules.get(x, y) == 1) {
                        path.append("M%d %dh1v1h-1z".formatted(x + QUIET, y + QUIET));
                    }
                }
            }
            return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
            <rect width="100%%" height="100%%" fill="#fff"/><path d="%s"/></svg>"""
                    .formatted(size, size, path);
        } catch (WriterException e) {
            throw new IllegalArgumentException(
                    "%d letters do not fit into a QR code".formatted(text.length()), e);
        }
    }
}
