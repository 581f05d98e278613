package dev.gradtrace.web.budget;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.WebUtils;

/** Reserves memory for files of multipart forms before they are read from disk. */
final class UploadMemory implements HandlerInterceptor {

  /** Assumed compression ratio of compressed files. */
  private static final long UNPACKED = 4;

  private final Admission admission;

  UploadMemory(Admission admission) {
    this.admission = admission;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    MultipartHttpServletRequest form =
        WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
    if (form != null) {
      admission.read(
          form.getMultiFileMap().values().stream()
              .flatMap(List::stream)
              .mapToLong(UploadMemory::bytes)
              .sum());
    }
    return true;
  }

  private static long bytes(MultipartFile file) {
    String name = file.getOriginalFilename();
    boolean packed = name != null && name.toLowerCase(Locale.ROOT).endsWith(".gz");
    return file.getSize() * (packed ? UNPACKED : 1);
  }
}
