;;; Source files: where a person can open the text that a position speaks of.
;;;
;;;   (source-file name) -> absolute path of a file that holds this text, or #f
;;;
;;; The sources of the standard libraries are inside the image, under names that begin with `suo:`. They are looked for in the tree that this
;;; suo was built in; a file there counts only when it says the same. Otherwise the text is written into the folder suo/source of the
;;; folder for caches ($XDG_CACHE_HOME, or .cache of the home folder), for reading only.
(define-library (programs source-files)
  (export source-file)
  (import (scheme base) (scheme file) (scheme process-context)
          (base file) (base text)
          (only (suo file) current-directory delete-file make-directories path-absolute? path-join read-symbolic-link set-file-mode!))
  (begin
    (define inside-prefix "suo:/")

    (define (source-file name)
      (cond ((not (text-prefix? inside-prefix name)) (and (file-exists? name) (absolute-path name)))
            ((inside-file name)
             => (lambda (bytes)
                  (let ((path (substring name (string-length inside-prefix) (string-length name))))
                    (or (same-file (tree-path path) bytes)
                        (same-file (cache-path path) bytes)
                        (written-copy (cache-path path) bytes)))))
            (else #f)))

    (define (absolute-path file)
      (cond ((path-absolute? file) file)
            ((text-prefix? "./" file) (absolute-path (substring file 2 (string-length file))))
            (else (path-join (current-directory) file))))

    ;; The path when the file says what the bytes say, or #f.
    (define (same-file path bytes)
      (guard (condition (#t #f))
        (and path
             (file-exists? path)
             (equal? bytes (read-file-bytes path))
             path)))

    ;; suo is in target/suo/bin of the tree that it was built in.
    (define (tree-path path)
      (guard (condition (#t #f))
        (let up ((folder (read-symbolic-link "/proc/self/exe")) (levels 4))
          (if (= levels 0)
              (string-append folder "/scheme-src/" path)
              (up (substring folder 0 (text-last-index folder #\/)) (- levels 1))))))

    (define (cache-path path)
      (let ((cache (get-environment-variable "XDG_CACHE_HOME")) (home (get-environment-variable "HOME")))
        (cond ((and cache (path-absolute? cache)) (string-append cache "/suo/source/" path))
              ((and home (path-absolute? home)) (string-append home "/.cache/suo/source/" path))
              (else #f))))

    ;; -> the path, or #f when it cannot be written.
    (define (written-copy path bytes)
      (guard (condition (#t #f))
        (and path
             (begin
               (make-directories (substring path 0 (text-last-index path #\/)))
               (when (file-exists? path) (delete-file path))
               (call-with-port (open-binary-output-file path)
                 (lambda (port) (write-bytevector bytes port)))
               (set-file-mode! path #o444)
               path))))))
