;;; (suo file): files and directories beyond (scheme file).
;;;
;;; Paths are strings; relative ones are meant from the current directory. What the system refuses raises an error that satisfies
;;; file-error?, its message the system's words and its irritants the paths. Names of files that are not UTF-8 come with U+FFFD in place of
;;; what cannot be read. Modes are the twelve permission bits of POSIX: #o644 is what everybody may read and the owner write. Times are
;;; seconds since 1970, exact rationals in nanoseconds.
(define-library (suo file)
  (export file-exists? delete-file file-directory? file-regular? file-symbolic-link? file-readable? file-writable? file-executable?
          file-information file-information? file-information-type file-information-size file-information-mode
          file-information-owner file-information-group file-information-links file-information-inode
          file-information-device file-information-modified file-information-accessed file-information-changed
          file-size file-modification-time set-file-mode! set-file-times! truncate-file
          rename-file copy-file make-link make-symbolic-link read-symbolic-link
          directory-list make-directory make-directories delete-directory delete-directory-tree
          current-directory set-current-directory! temporary-directory make-temporary-file make-temporary-directory
          call-with-temporary-file open-output-file-to-append open-binary-output-file-to-append
          file->string file->lines string->file
          path-join path-directory path-name path-extension path-without-extension path-absolute?)
  (import (scheme base) (scheme case-lambda) (scheme file) (scheme process-context) (suo sort) (suo runtime)
          (only (primitives) %bytevector-u32-ref %fxsll %fxior))
  (begin
    (define (check-path who index path) (unless (string? path) (wrong-type who index 'string path)))

    (define (complain who result . paths)
      (apply file-error who (or (system-error-text result) "the system refuses") paths))

    ;; A system call on paths; a result below zero is an error.
    (define (call who name path other . irritants)
      (let ((result (system-call name (%path-bytes path) other 0)))
        (when (< result 0) (apply complain who result path irritants))))

    ;;; What a file is

    ;; type: regular, directory, symbolic-link, pipe, socket, character-device, block-device or unknown. size in bytes; owner, group,
    ;; inode and device are the system's numbers; links: how many names the file has.
    (define-record-type file-facts
      (make-information type size mode owner group links inode device modified accessed changed)
      file-information?
      (type file-information-type)
      (size file-information-size)
      (mode file-information-mode)
      (owner file-information-owner)
      (group file-information-group)
      (links file-information-links)
      (inode file-information-inode)
      (device file-information-device)
      (modified file-information-modified)
      (accessed file-information-accessed)
      (changed file-information-changed))

    ;; (file-information path [follow?]) -> record. A symbolic link is followed unless follow? is #f.
    (define file-information
      (case-lambda
        ((path) (file-information path #t))
        ((path follow?)
         (check-path 'file-information 0 path)
         (let ((result (look path follow?)))
           (if (bytevector? result) (information result) (complain 'file-information result path))))))

    ;; struct stat, or an error number.
    (define (look path follow?)
      (let* ((bytes (make-bytevector 144))
             (result (system-call (if follow? 'stat 'lstat) (%path-bytes path) bytes 0)))
        (if (< result 0) result bytes)))

    (define (information bytes)
      (let ((mode (%bytevector-u32-ref bytes 24)))
        (make-information (type-of mode) (word bytes 48) (remainder mode #o10000) (%bytevector-u32-ref bytes 28) (%bytevector-u32-ref bytes 32)
                          (word bytes 16) (word bytes 8) (word bytes 0) (time bytes 88) (time bytes 72) (time bytes 104))))

    (define (word bytes index)
      (%fxior (%bytevector-u32-ref bytes index) (%fxsll (%bytevector-u32-ref bytes (+ index 4)) 32)))
    (define (time bytes index) (+ (word bytes index) (/ (word bytes (+ index 8)) 1000000000)))

    (define (type-of mode)
      (case (quotient mode #o10000)
        ((#o10) 'regular) ((#o4) 'directory) ((#o12) 'symbolic-link) ((#o1) 'pipe) ((#o14) 'socket)
        ((#o2) 'character-device) ((#o6) 'block-device) (else 'unknown)))

    ;; Predicates are false of what is not there.
    (define (type-is? who path follow? type)
      (check-path who 0 path)
      (let ((bytes (look path follow?)))
        (and (bytevector? bytes) (eq? (type-of (%bytevector-u32-ref bytes 24)) type))))
    (define (file-directory? path) (type-is? 'file-directory? path #t 'directory))
    (define (file-regular? path) (type-is? 'file-regular? path #t 'regular))
    (define (file-symbolic-link? path) (type-is? 'file-symbolic-link? path #f 'symbolic-link))

    ;; May this process do it?
    (define (accessible? who path mode)
      (check-path who 0 path)
      (= 0 (system-call 'access (%path-bytes path) mode 0)))
    (define (file-executable? path) (accessible? 'file-executable? path 1))
    (define (file-writable? path) (accessible? 'file-writable? path 2))
    (define (file-readable? path) (accessible? 'file-readable? path 4))

    ;; In bytes; in seconds.
    (define (file-size path) (file-information-size (file-information path)))
    (define (file-modification-time path) (file-information-modified (file-information path)))

    (define (set-file-mode! path mode)
      (check-path 'set-file-mode! 0 path)
      (call 'set-file-mode! 'chmod path mode))

    ;; (set-file-times! path accessed modified): seconds, any real numbers
    (define (set-file-times! path accessed modified)
      (check-path 'set-file-times! 0 path)
      (let ((bytes (make-bytevector 32)))
        (put-time! bytes 0 accessed)
        (put-time! bytes 16 modified)
        (let ((result (system-call 'utimensat -100 (%path-bytes path) bytes)))
          (when (< result 0) (complain 'set-file-times! result path)))))
    (define (put-time! bytes index seconds)
      (let ((nanoseconds (exact (round (* (exact seconds) 1000000000)))))
        (put-word! bytes index (floor-quotient nanoseconds 1000000000))
        (put-word! bytes (+ index 8) (floor-remainder nanoseconds 1000000000))))
    (define (put-word! bytes index word)
      (do ((place 0 (+ place 1)) (rest word (floor-quotient rest 256)))
          ((= place 8))
        (bytevector-u8-set! bytes (+ index place) (floor-remainder rest 256))))

    ;; (truncate-file path size): cut off, or filled up with zeros, to that many bytes
    (define (truncate-file path size)
      (check-path 'truncate-file 0 path)
      (call 'truncate-file 'truncate path size))

    ;;; Names

    ;; Within one file system; a file of the name `new` is replaced.
    (define (rename-file old new) (call-on-two 'rename-file 'rename old new))

    ;; Another name for a file. (make-symbolic-link target path): the file path says to look at target.
    (define (make-link old new) (call-on-two 'make-link 'link old new))
    (define (make-symbolic-link target path) (call-on-two 'make-symbolic-link 'symlink target path))

    (define (call-on-two who name one other)
      (check-path who 0 one)
      (check-path who 1 other)
      (call who name one (%path-bytes other) other))

    ;; -> what the link says
    (define (read-symbolic-link path)
      (check-path 'read-symbolic-link 0 path)
      (let* ((bytes (make-bytevector 4096))
             (result (system-call 'readlink (%path-bytes path) bytes 4096)))
        (if (< result 0) (complain 'read-symbolic-link result path) (utf8-range->string bytes 0 result))))

    ;; The contents, and the permissions; the file `to` is replaced.
    (define (copy-file from to)
      (check-path 'copy-file 0 from)
      (check-path 'copy-file 1 to)
      (let ((mode (file-information-mode (file-information from)))
            (input (open-binary-input-file from)))
        (call-with-port (open-binary-output-file to)
          (lambda (output)
            (let ((block (make-bytevector 65536)))
              (let loop ()
                (let ((count (read-bytevector! block input)))
                  (unless (eof-object? count)
                    (write-bytevector block output 0 count)
                    (loop)))))))
        (close-port input)
        (set-file-mode! to mode)))

    ;;; Directories

    ;; -> list of the names in a directory, without . and .., sorted by code points
    (define directory-list
      (case-lambda
        (() (directory-list "."))
        ((path)
         (check-path 'directory-list 0 path)
         (let ((file (system-call 'open (%path-bytes path) #x90000 0)))
           (if (< file 0) (complain 'directory-list file path))
           (let ((block (make-bytevector 32768)))
             (let loop ((names '()))
               (let ((count (system-call 'getdents64 file block 32768)))
                 (cond ((> count 0) (loop (add-names block count names)))
                       (else
                        (system-close file)
                        (when (< count 0) (complain 'directory-list count path))
                        (sort names string<?))))))))))

    ;; struct linux_dirent64: inode and offset, u16 length at 16, type, name at 19.
    (define (add-names block end names)
      (let loop ((start 0) (names names))
        (if (>= start end)
            names
            (let* ((length (+ (bytevector-u8-ref block (+ start 16)) (* 256 (bytevector-u8-ref block (+ start 17)))))
                   (name-start (+ start 19))
                   (name-end (let find ((index name-start)) (if (= 0 (bytevector-u8-ref block index)) index (find (+ index 1)))))
                   (name (utf8-range->string block name-start name-end)))
              (loop (+ start length)
                    (if (or (string=? name ".") (string=? name "..")) names (cons name names)))))))

    ;; (make-directory path [mode]); the mode as far as the user's mask grants it
    (define make-directory
      (case-lambda
        ((path) (make-directory path #o777))
        ((path mode)
         (check-path 'make-directory 0 path)
         (call 'make-directory 'mkdir path mode))))

    ;; With all directories above it; those that exist are left alone.
    (define (make-directories path)
      (check-path 'make-directories 0 path)
      (unless (file-directory? path)
        (let ((above (path-directory path)))
          (unless (or (string=? above ".") (string=? above path)) (make-directories above)))
        (make-directory path)))

    ;; An empty directory; with everything in it. Symbolic links are deleted, not followed.
    (define (delete-directory path)
      (check-path 'delete-directory 0 path)
      (call 'delete-directory 'rmdir path 0))
    (define (delete-directory-tree path)
      (check-path 'delete-directory-tree 0 path)
      (for-each (lambda (name)
                  (let ((inner (path-join path name)))
                    (if (type-is? 'delete-directory-tree inner #f 'directory)
                        (delete-directory-tree inner)
                        (delete-file inner))))
                (directory-list path))
      (delete-directory path))

    (define (current-directory)
      (let* ((bytes (make-bytevector 4096))
             (result (system-call 'getcwd bytes 4096 0)))
        (if (< result 0) (complain 'current-directory result) (utf8-range->string bytes 0 (- result 1)))))
    (define (set-current-directory! path)
      (check-path 'set-current-directory! 0 path)
      (call 'set-current-directory! 'chdir path 0))

    ;;; Temporary files

    ;; What the variable TMPDIR says, or /tmp.
    (define (temporary-directory)
      (let ((directory (get-environment-variable "TMPDIR")))
        (if (and directory (not (string=? directory ""))) directory "/tmp")))

    ;; (make-temporary-file [prefix]) -> path of an empty file that did not exist before, for its owner only. Likewise a directory. prefix
    ;; may be a path; a name without a directory is in temporary-directory.
    (define make-temporary-file
      (case-lambda
        (() (make-temporary-file "suo-"))
        ((prefix)
         (make-unused 'make-temporary-file prefix
                      (lambda (path)
                        ;; Write only, create, must not exist, close on execution.
                        (let ((file (system-call 'open (%path-bytes path) #x800c1 #o600)))
                          (when (>= file 0) (system-close file))
                          file))))))
    (define make-temporary-directory
      (case-lambda
        (() (make-temporary-directory "suo-"))
        ((prefix)
         (make-unused 'make-temporary-directory prefix
                      (lambda (path) (system-call 'mkdir (%path-bytes path) #o700 0))))))

    ;; Names with 60 random bits until one is free.
    (define (make-unused who prefix make)
      (check-path who 0 prefix)
      (let ((start (if (string-contains-slash? prefix) prefix (path-join (temporary-directory) prefix))))
        (let loop ()
          (let* ((path (string-append start (random-letters)))
                 (result (make path)))
            (cond ((>= result 0) path)
                  ((= result -17) (loop))
                  (else (complain who result path)))))))

    (define (random-letters)
      (let ((bytes (make-bytevector 12)))
        (system-call 'getrandom bytes 12 0)
        (let loop ((index 0) (letters '()))
          (if (= index 12)
              (list->string letters)
              (loop (+ index 1)
                    (cons (string-ref "abcdefghijklmnopqrstuvwxyz234567" (remainder (bytevector-u8-ref bytes index) 32)) letters))))))

    ;; (call-with-temporary-file procedure [prefix]) -> the values of (procedure path); the file is deleted when the procedure is
    ;; left, in any way.
    (define call-with-temporary-file
      (case-lambda
        ((procedure) (call-with-temporary-file procedure "suo-"))
        ((procedure prefix)
         (let ((path (make-temporary-file prefix)))
           (dynamic-wind
             (lambda () #f)
             (lambda () (procedure path))
             (lambda () (when (file-exists? path) (delete-file path))))))))

    ;;; Reading and writing whole files

    (define (open-to-append who path binary?)
      (check-path who 0 path)
      (let ((file (system-call 'open (%path-bytes path) #x80441 #o666)))
        (if (< file 0) (complain who file path) (make-file-output-port file binary? path))))
    (define (open-output-file-to-append path) (open-to-append 'open-output-file-to-append path #f))
    (define (open-binary-output-file-to-append path) (open-to-append 'open-binary-output-file-to-append path #t))

    ;; The text of a file; the list of its lines.
    (define (file->string path)
      (call-with-input-file path
        (lambda (port)
          (let ((output (open-output-string)))
            (let loop ()
              (let ((text (read-string 65536 port)))
                (unless (eof-object? text)
                  (write-string text output)
                  (loop))))
            (get-output-string output)))))
    (define (file->lines path)
      (call-with-input-file path
        (lambda (port)
          (let loop ((lines '()))
            (let ((line (read-line port)))
              (if (eof-object? line) (reverse lines) (loop (cons line lines))))))))

    ;; (string->file text path): the file is made or replaced
    (define (string->file text path)
      (call-with-output-file path (lambda (port) (write-string text port))))

    ;;; Paths as text

    (define (string-contains-slash? path) (and (last-slash path) #t))
    (define (last-slash path)
      (let loop ((index (- (string-length path) 1)))
        (and (>= index 0) (if (char=? (string-ref path index) #\/) index (loop (- index 1))))))

    (define (path-absolute? path) (and (> (string-length path) 0) (char=? (string-ref path 0) #\/)))

    ;; One below the other; an absolute path begins anew: (path-join "a" "b" "c") is "a/b/c".
    (define (path-join first . more)
      (let loop ((path first) (more more))
        (cond ((null? more) path)
              ((or (path-absolute? (car more)) (string=? path "")) (loop (car more) (cdr more)))
              ((char=? (string-ref path (- (string-length path) 1)) #\/) (loop (string-append path (car more)) (cdr more)))
              (else (loop (string-append path "/" (car more)) (cdr more))))))

    ;; Without slashes at its end.
    (define (trimmed path)
      (let loop ((end (string-length path)))
        (if (and (> end 1) (char=? (string-ref path (- end 1)) #\/)) (loop (- end 1)) (substring path 0 end))))

    ;; "a/b/c.txt": directory "a/b" ("." when there is none), name "c.txt", extension "txt" (#f when there is none), without
    ;; extension "a/b/c"
    (define (path-directory path)
      (let* ((path (trimmed path)) (slash (last-slash path)))
        (cond ((not slash) ".")
              ((= slash 0) "/")
              (else (trimmed (substring path 0 slash))))))
    (define (path-name path)
      (let* ((path (trimmed path)) (slash (last-slash path)))
        (if (and slash (> (string-length path) 1)) (substring path (+ slash 1) (string-length path)) path)))
    (define (path-extension path)
      (let* ((name (path-name path)) (dot (extension-dot name)))
        (and dot (substring name (+ dot 1) (string-length name)))))
    (define (path-without-extension path)
      (let ((extension (path-extension path)) (path (trimmed path)))
        (if extension (substring path 0 (- (string-length path) (string-length extension) 1)) path)))
    ;; A dot at the beginning makes a hidden file, no extension.
    (define (extension-dot name)
      (let loop ((index (- (string-length name) 1)))
        (and (> index 0) (if (char=? (string-ref name index) #\.) index (loop (- index 1))))))))
