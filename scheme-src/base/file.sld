;;; Files: whole contents as bytes or text, decoded here as UTF-8 so that no locale of a host has a say.
;;;
;;; A program may carry files inside itself: they are found under their names before the file system is asked.
(define-library (base file)
  (export read-file-bytes inside-file inside-files-set! decode-text first-bad-byte)
  (import (scheme base) (scheme file))
  (begin
    (define inside-files '())

    ;; (inside-files-set! files): an association list from names to bytevectors.
    (define (inside-files-set! files) (set! inside-files files))

    ;; (inside-file name) -> bytevector or #f
    (define (inside-file name)
      (let ((entry (assoc name inside-files)))
        (and entry (cdr entry))))

    ;; (read-file-bytes path) -> bytevector. Raises what the host raises when the file cannot be read.
    (define (read-file-bytes path)
      (or (inside-file path) (read-outside-file path)))

    (define (read-outside-file path)
      (let ((port (open-binary-input-file path)))
        (let loop ((chunks '()) (size 0))
          (let ((chunk (read-bytevector 65536 port)))
            (if (eof-object? chunk)
                (begin
                  (close-port port)
                  (joined-chunks chunks size))
                (loop (cons chunk chunks) (+ size (bytevector-length chunk))))))))

    ;; Chunks stand last one first.
    (define (joined-chunks chunks size)
      (let ((whole (make-bytevector size 0)))
        (let loop ((chunks chunks) (end size))
          (if (null? chunks)
              whole
              (let ((start (- end (bytevector-length (car chunks)))))
                (bytevector-copy! whole start (car chunks))
                (loop (cdr chunks) start))))))

    ;; (decode-text bytes) -> string; every byte that is not part of well-formed UTF-8 becomes a question mark.
    (define (decode-text bytes)
      (if (first-bad-byte bytes)
          (utf8->string (cleaned-bytes bytes))
          (utf8->string bytes)))

    (define (cleaned-bytes bytes)
      (let ((clean (bytevector-copy bytes)))
        (let loop ((start 0))
          (let ((bad (bad-byte-from clean start)))
            (when bad
              (bytevector-u8-set! clean bad 63)
              (loop bad))))
        clean))

    ;; (first-bad-byte bytes) -> the index of the first byte that breaks UTF-8, or #f.
    (define (first-bad-byte bytes) (bad-byte-from bytes 0))

    (define (bad-byte-from bytes start)
      (let ((end (bytevector-length bytes)))
        (let loop ((index start))
          (if (= index end)
              #f
              (let ((byte (bytevector-u8-ref bytes index)))
                (if (< byte 128)
                    (loop (+ index 1))
                    (let ((size (sequence-size bytes index end byte)))
                      (if size (loop (+ index size)) index))))))))

    ;; The number of bytes of the well-formed sequence that begins at `index` with a byte above 127, or #f.
    (define (sequence-size bytes index end byte)
      (cond ((< byte 194) #f)
            ((< byte 224) (and (tail-bytes? bytes index end 2) 2))
            ((< byte 240)
             (and (tail-bytes? bytes index end 3)
                  (let ((second (bytevector-u8-ref bytes (+ index 1))))
                    (cond ((= byte 224) (>= second 160))
                          ((= byte 237) (< second 160))
                          (else #t)))
                  3))
            ((< byte 245)
             (and (tail-bytes? bytes index end 4)
                  (let ((second (bytevector-u8-ref bytes (+ index 1))))
                    (cond ((= byte 240) (>= second 144))
                          ((= byte 244) (< second 144))
                          (else #t)))
                  4))
            (else #f)))

    (define (tail-bytes? bytes index end size)
      (and (<= (+ index size) end)
           (let loop ((next (+ index 1)))
             (or (= next (+ index size))
                 (and (= 2 (quotient (bytevector-u8-ref bytes next) 64))
                      (loop (+ next 1)))))))))
