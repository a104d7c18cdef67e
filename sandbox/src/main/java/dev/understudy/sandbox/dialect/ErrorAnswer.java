package dev.understudy.sandbox.dialect;

/**
 * An answer that is not a completion.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body
 * @param body the body
 */
public record ErrorAnswer(int status, String contentType, String body) {

    /** An error body in JSON. */
    public static ErrorAnswer json(int status, String body) {
        return new ErrorAnswer(status, "application/json", body);
    }

    /** The page of a proxy in front of the vendor. */
    public static ErrorAnswer proxyPage(int status, String reason) {
        String title = status + " " + reason;
        return new ErrorAnswer(
                status,
                "text/html",
                "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                        + "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n");
    }
}
