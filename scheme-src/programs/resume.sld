;;; Resume: the command that goes on with a suspended system.
;;;
;;; Such an image wants the addresses that suo itself lies at, so another process must load it: the kernel of suo's own executable,
;;; without suo's image, copied into a file without a name and executed in the place of suo. The arguments from the word `resume` on
;;; become those of the kernel, which takes the first one for its own name.
(define-library (programs resume)
  (export resume-request)
  (import (primitives) (scheme base)
          (base file) (machine layout) (machine system-calls)
          (compiler image bytes) (compiler image symbols)
          (only (runtime system) %path-bytes)
          (programs options) (programs compile))
  (begin
    ;; (resume-request request) -> thunk, which does not return
    (define (resume-request request)
      (source-word request)
      (let ((kernel (bare-kernel (read-file-bytes "/proc/self/exe"))))
        (lambda ()
          (let ((file (system-call 'memfd-create (%path-bytes "suo") 1 0)))
            (write-all file kernel)
            (system-call 'execve
                         (%path-bytes (string-append "/proc/self/fd/" (number->string file)))
                         (+ (%raw-register-ref 49) word-bytes)
                         (%raw-register-ref 50))
            (error "resume: the kernel cannot be started")))))

    (define word-bytes (layout-value 'word-bytes))

    (define (system-call name a b c)
      (%system-call (cadr (assq name system-call-table)) a b c 0 0 0))

    (define (write-all file bytes)
      (let ((written (system-call 'write file bytes (bytevector-length bytes))))
        (if (and (> written 0) (< written (bytevector-length bytes)))
            (write-all file (bytevector-copy bytes written)))))

    ;; The executable without its image: its segments are no longer loaded, and the header does not mention it.
    (define (bare-kernel bytes)
      (let ((image (kernel-image-address bytes))
            (start (get-word bytes 32))
            (count (get-u16 bytes 56)))
        (put-u32! bytes 48 0)
        (do ((index 0 (+ index 1)))
            ((= index count) bytes)
          (let ((place (+ start (* 56 index))))
            (if (>= (get-word bytes (+ place 16)) image)
                (put-u32! bytes place 0))))))))
