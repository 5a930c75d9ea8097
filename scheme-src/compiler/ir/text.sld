;;; Text: write an S-expression with line breaks and indentation, for dumps and expected results.
;;;
;;; A list that fits on the rest of the line stands on it; of a longer one the head stays on the line and the elements
;;; follow below each other, indented by two.
(define-library (compiler ir text)
  (export write-indented)
  (import (scheme base) (scheme write))
  (begin
    (define line-width 110)

    ;; (write-indented datum port): the datum and a newline.
    (define (write-indented datum port)
      (write-at datum 0 port)
      (newline port))

    (define (write-at datum column port)
      (if (or (not (pair? datum)) (not (list? datum)) (eq? (car datum) 'quote) (fits? datum (- line-width column)))
          (write datum port)
          (begin
            (write-string "(" port)
            (let ((elements (write-head datum column port)))
              (for-each (lambda (element)
                          (newline port)
                          (write-string (make-string (+ column 2) #\space) port)
                          (write-at element (+ column 2) port))
                        elements))
            (write-string ")" port))))

    ;; The first element, and atoms and lists of symbols after it, stay on the line. -> the other elements
    (define (write-head datum column port)
      (write-at (car datum) (+ column 1) port)
      (let loop ((elements (cdr datum)))
        (if (and (symbol? (car datum)) (pair? elements) (short? (car elements)))
            (begin
              (write-string " " port)
              (write (car elements) port)
              (loop (cdr elements)))
            elements)))

    (define (short? datum)
      (or (not (pair? datum))
          (let loop ((datum datum))
            (or (null? datum)
                (and (pair? datum) (symbol? (car datum)) (loop (cdr datum)))))))

    (define (fits? datum width) (>= (width-left datum width) 0))

    ;; What is left of the width after the datum; negative as soon as it does not fit.
    (define (width-left datum width)
      (cond ((< width 0) width)
            ((symbol? datum) (- width (string-length (symbol->string datum)) 1))
            ((string? datum) (- width (string-length datum) 3))
            ((pair? datum)
             (let loop ((rest datum) (width (- width 2)))
               (cond ((< width 0) width)
                     ((pair? rest) (loop (cdr rest) (width-left (car rest) width)))
                     ((null? rest) width)
                     (else (width-left rest width)))))
            ((number? datum) (- width (string-length (number->string datum)) 1))
            (else (- width 4))))))
