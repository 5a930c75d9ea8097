;;; Source files: whole files to lists of syntax. Mistakes go to (base report) and are fatal once the file is read: what
;;; a wrong structure means is not worth telling.
;;;
;;;   (read-source-file path fold-case?)         -> list of syntax
;;;   (read-source-text text name)               -> the same for text that no file holds, remembered under the name
;;;   (source-file-exists? path)
(define-library (reader file)
  (export read-source-file read-source-text source-file-exists?)
  (import (scheme base) (scheme file)
          (base position) (base file) (base report) (reader syntax) (reader source) (reader parse))
  (begin
    (define (read-source-file path fold-case?)
      (let* ((index (file-name-index path))
             (bytes (source-bytes path))
             (bad (first-bad-byte bytes)))
        (if bad
            (begin
              (report-fatal! (byte-position bytes bad index) "this byte is not UTF-8 text")
              '())
            (read-all (open-text-source (utf8->string bytes) index report-error!) fold-case?))))

    (define (read-source-text text name)
      (let ((index (file-name-index name)))
        (remember-source-text! index text)
        (read-all (open-text-source text index report-error!) #f)))

    (define (source-file-exists? path)
      (if (inside-file path) #t (file-exists? path)))

    (define (source-bytes path)
      (or (guard (condition (#t #f)) (read-file-bytes path))
          (report-fatal! #f (string-append (if (file-exists? path) "cannot read " "no such file: ") path))))

    ;; Too many mistakes mean that this is no Scheme text at all.
    (define mistakes-tolerated 20)

    (define (read-all source fold-case?)
      (source-fold-case-set! source fold-case?)
      (let ((errors-before (report-error-count)))
        (let loop ((all '()))
          (let ((syntax (if (> (- (report-error-count) errors-before) mistakes-tolerated)
                            (eof-object)
                            (read-syntax source))))
            (cond ((eof-object? syntax)
                   (when (> (report-error-count) errors-before)
                     (raise-compile-errors!))
                   (reverse all))
                  (else (loop (cons syntax all))))))))

    (define (byte-position bytes bad file-index)
      (let loop ((index 0) (line 1) (column 1))
        (cond ((= index bad) (make-position file-index line column))
              ((= 10 (bytevector-u8-ref bytes index)) (loop (+ index 1) (+ line 1) 1))
              ((= 2 (quotient (bytevector-u8-ref bytes index) 64)) (loop (+ index 1) line column))
              (else (loop (+ index 1) line (+ column 1))))))))
