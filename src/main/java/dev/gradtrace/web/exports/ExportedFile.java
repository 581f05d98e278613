package dev.gradtrace.web.exports;

import dev.gradtrace.web.media.FileView;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A file that is written while it is sent.
 *
 * @param next relative URL of what will be added to it later; null if it is complete
 */
record ExportedFile(String name, FileView content, @Nullable String next) {

  /** A file to which nothing will be added. */
  static ExportedFile complete(String name, FileView content) {
    return new ExportedFile(name, content, null);
  }

  ResponseEntity<FileView> toResponse() {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok()
            .contentType(MediaType.APPLICATION_OCTET_STREAM)
            .header(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
    return (next == null ? answer : answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\""))
        .body(content);
  }
}
