;;; Positions: where in the source something stands, as one exact integer.
;;;
;;; A position is small enough to be a fixnum everywhere, needs no allocation beyond the number, and is compared with `=`.
;;;
;;;   position = file-index << 40 | line << 16 | column        line and column count from 1; #f stands for "unknown"
;;;
;;; The column saturates at 65535 and the line at 2^24-1. File names are kept once, in a table by index; the index of a
;;; name is the order of its first appearance, so the same sources read in the same order give the same positions.
;;; The text of a source that is not a file (the REPL, `-e`) can be remembered beside its name, so that reports quote it.
(define-library (base position)
  (export make-position position-file-index position-line position-column position-file
          file-name-index all-file-names reset-file-names!
          remember-source-text! remembered-source-text position->text)
  (import (scheme base))
  (begin
    ;; (make-position file-index line column) -> position
    (define (make-position file-index line column)
      (+ (* file-index 1099511627776)
         (* (if (< line 16777216) line 16777215) 65536)
         (if (< column 65536) column 65535)))

    (define (position-file-index position) (quotient position 1099511627776))
    (define (position-line position) (remainder (quotient position 65536) 16777216))
    (define (position-column position) (remainder position 65536))

    ;; (position-file position) -> the name of its file, a string.
    (define (position-file position) (file-name-at (position-file-index position)))

    ;; The table: a vector of names and one of remembered texts (#f: read the file of that name), both with room to grow.
    (define file-name-vector (make-vector 64 #f))
    (define source-text-vector (make-vector 64 #f))
    (define file-name-count 0)

    ;; Forget all names. Positions made before mean nothing afterwards.
    (define (reset-file-names!)
      (set! file-name-vector (make-vector 64 #f))
      (set! source-text-vector (make-vector 64 #f))
      (set! file-name-count 0))

    ;; (file-name-index name) -> the index of a file name, entering it when it is new.
    (define (file-name-index name)
      (let loop ((index 0))
        (cond ((= index file-name-count) (enter-file-name! name))
              ((string=? (vector-ref file-name-vector index) name) index)
              (else (loop (+ index 1))))))

    (define (enter-file-name! name)
      (when (= file-name-count (vector-length file-name-vector))
        (set! file-name-vector (grown-copy file-name-vector))
        (set! source-text-vector (grown-copy source-text-vector)))
      (vector-set! file-name-vector file-name-count name)
      (set! file-name-count (+ file-name-count 1))
      (- file-name-count 1))

    (define (grown-copy old)
      (let ((grown (make-vector (* 2 (vector-length old)) #f)))
        (vector-copy! grown 0 old)
        grown))

    ;; (file-name-at index) -> the name, or "?" for an index that was never entered.
    (define (file-name-at index)
      (if (< index file-name-count) (vector-ref file-name-vector index) "?"))

    ;; (all-file-names) -> a fresh vector of all names by index.
    (define (all-file-names) (vector-copy file-name-vector 0 file-name-count))

    ;; (remember-source-text! index text): what stands in a source that no file holds.
    (define (remember-source-text! index text) (vector-set! source-text-vector index text))

    (define (remembered-source-text index)
      (and (< index file-name-count) (vector-ref source-text-vector index)))

    ;; (position->text position) -> "file:line:column", or "?" when unknown.
    (define (position->text position)
      (if position
          (string-append (position-file position) ":"
                         (number->string (position-line position)) ":"
                         (number->string (position-column position)))
          "?"))))
