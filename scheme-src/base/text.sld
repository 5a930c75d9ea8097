;;; Text: small procedures on strings for messages, names and printing.
(define-library (base text)
  (export text datum->text text-join text-prefix? text-index text-last-index
          pad-left pad-right symbol-append nearest-name)
  (import (scheme base) (scheme write))
  (begin
    ;; (text part …) -> one string: strings as they are, everything else as `display` prints it.
    (define (text . parts)
      (let ((port (open-output-string)))
        (for-each (lambda (part)
                    (if (string? part) (write-string part port) (display part port)))
                  parts)
        (get-output-string port)))

    ;; As `write` prints it.
    (define (datum->text datum)
      (let ((port (open-output-string)))
        (write datum port)
        (get-output-string port)))

    ;; (text-join strings separator)
    (define (text-join strings separator)
      (if (null? strings)
          ""
          (let ((port (open-output-string)))
            (write-string (car strings) port)
            (for-each (lambda (string)
                        (write-string separator port)
                        (write-string string port))
                      (cdr strings))
            (get-output-string port))))

    (define (text-prefix? prefix string)
      (let ((length (string-length prefix)))
        (and (<= length (string-length string))
             (string=? prefix (substring string 0 length)))))

    ;; The index of the first such character, or #f.
    (define (text-index string char)
      (let ((length (string-length string)))
        (let loop ((index 0))
          (cond ((= index length) #f)
                ((char=? (string-ref string index) char) index)
                (else (loop (+ index 1)))))))

    (define (text-last-index string char)
      (let loop ((index (- (string-length string) 1)))
        (cond ((< index 0) #f)
              ((char=? (string-ref string index) char) index)
              (else (loop (- index 1))))))

    (define (pad-left string width)
      (let ((missing (- width (string-length string))))
        (if (> missing 0) (string-append (make-string missing #\space) string) string)))

    (define (pad-right string width)
      (let ((missing (- width (string-length string))))
        (if (> missing 0) (string-append string (make-string missing #\space)) string)))

    ;; (symbol-append symbol-or-string …) -> symbol
    (define (symbol-append . parts)
      (string->symbol
       (apply string-append
              (map (lambda (part) (if (symbol? part) (symbol->string part) part)) parts))))

    ;; (nearest-name name candidates) -> the symbol most like it, or #f when none is close: one edit for a name of three
    ;; characters, two from six on. Ties go to the first candidate.
    (define (nearest-name name candidates)
      (let* ((wanted (symbol->string name))
             (limit (min 2 (quotient (string-length wanted) 3))))
        (let loop ((candidates candidates) (best #f) (best-distance (+ limit 1)))
          (if (null? candidates)
              best
              (let ((string (symbol->string (car candidates))))
                (if (< (abs (- (string-length string) (string-length wanted))) best-distance)
                    (let ((distance (edit-distance wanted string)))
                      (if (and (< distance best-distance) (> distance 0))
                          (loop (cdr candidates) (car candidates) distance)
                          (loop (cdr candidates) best best-distance)))
                    (loop (cdr candidates) best best-distance)))))))

    ;; Insertions, deletions, replacements and swaps of neighbours, each counting one. Three rows of the usual matrix.
    (define (edit-distance a b)
      (let* ((width (+ 1 (string-length b))))
        (let row-loop ((i 0)
                       (before #f)
                       (above (let ((row (make-vector width 0)))
                                (do ((j 0 (+ j 1))) ((= j width) row) (vector-set! row j j)))))
          (if (= i (string-length a))
              (vector-ref above (- width 1))
              (let ((row (make-vector width (+ i 1))))
                (do ((j 1 (+ j 1)))
                    ((= j width))
                  (vector-set! row j (edit-step a b i j before above row)))
                (row-loop (+ i 1) above row))))))

    (define (edit-step a b i j before above row)
      (let* ((same? (char=? (string-ref a i) (string-ref b (- j 1))))
             (best (min (+ 1 (vector-ref above j))
                        (+ 1 (vector-ref row (- j 1)))
                        (+ (if same? 0 1) (vector-ref above (- j 1))))))
        (if (and before
                 (> j 1)
                 (char=? (string-ref a i) (string-ref b (- j 2)))
                 (char=? (string-ref a (- i 1)) (string-ref b (- j 1))))
            (min best (+ 1 (vector-ref before (- j 2))))
            best)))))
