package io.oeeanalytics.advisor.mcp;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds what the library answers until it is known whether that is a refusal: those it writes carry
 * a stack of calls, or are the page for people.
 */
final class AgentResponse extends HttpServletResponseWrapper {
    private final HttpServletResponse response;
    private final StringWriter written = new StringWriter();
    private final PrintWriter writer = new PrintWriter(written);
    private int status = SC_OK;

    AgentResponse(HttpServletResponse response) {
        super(response);
        this.response = response;
    }

    @Override
    public void setStatus(int code) {
        status = code;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void sendError(int code) {
        status = code;
    }

    @Override
    public void sendError(int code, @Nullable String message) {
        status = code;
    }

    @Override
    public PrintWriter getWriter() {
        return writer;
    }

    /** As it was written, or as a problem that says what would be right. */
    void send() throws IOException {
        writer.flush();
        response.setStatus(status);
        if (status < SC_BAD_REQUEST) {
            write(written.toString());
            return;
        }
        var known = HttpStatus.resolve(status);
        var problem = new LinkedHashMap<String, Object>();
        problem.put("title", known == null ? "Error" : known.getReasonPhrase());
        problem.put("status", status);
        problem.put("detail", detail());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        write(JsonMapper.shared().writeValueAsString(problem));
    }

    private String detail() {
        return status >= SC_INTERNAL_SERVER_ERROR
                ? "That could not be answered now. Ask again in some seconds."
                : "Post one request of JSON-RPC in at most %d bytes, with 'Content-Type: application/json' and 'Accept: application/json, text/event-stream'."
                        .formatted(AgentConfiguration.LARGEST_REQUEST);
    }

    private void write(String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
