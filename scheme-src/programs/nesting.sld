;;; Nesting: the parentheses of a text that is being typed.
;;;
;;;   (unclosed-forms text end)      indices of the parentheses open there, innermost first
;;;   (matching-opening text end)    index of what the parenthesis just before `end` closes, or #f
;;;   (next-indentation text end)    column where a new line after `end` begins
;;;
;;; Strings, names between bars, characters and comments to the end of a line hide the parentheses in them. A line continues
;;; two columns inside a form whose head is defining or binding, else below the first argument.
(define-library (programs nesting)
  (export unclosed-forms matching-opening next-indentation)
  (import (scheme base) (base text))
  (begin
    (define (unclosed-forms text end)
      (let loop ((index 0) (open '()))
        (if (>= index end)
            open
            (let ((char (string-ref text index)))
              (case char
                ((#\() (loop (+ index 1) (cons index open)))
                ((#\)) (loop (+ index 1) (if (pair? open) (cdr open) open)))
                ((#\" #\|) (loop (behind-quoted text (+ index 1) end char) open))
                ((#\;) (loop (behind-comment text index end) open))
                ((#\#)
                 (if (and (< (+ index 1) end) (char=? (string-ref text (+ index 1)) #\\))
                     (loop (+ index 3) open)
                     (loop (+ index 1) open)))
                (else (loop (+ index 1) open)))))))

    (define (behind-quoted text index end quote)
      (cond ((>= index end) end)
            ((char=? (string-ref text index) #\\) (behind-quoted text (+ index 2) end quote))
            ((char=? (string-ref text index) quote) (+ index 1))
            (else (behind-quoted text (+ index 1) end quote))))

    (define (behind-comment text index end)
      (if (or (>= index end) (char=? (string-ref text index) #\newline))
          index
          (behind-comment text (+ index 1) end)))

    ;; One form less is open behind the parenthesis than before: else it is hidden, or closes nothing.
    (define (matching-opening text end)
      (and (> end 0)
           (char=? (string-ref text (- end 1)) #\))
           (let ((before (unclosed-forms text (- end 1))))
             (and (pair? before)
                  (= (length (unclosed-forms text end)) (- (length before) 1))
                  (car before)))))

    (define (next-indentation text end)
      (let ((open (unclosed-forms text end)))
        (if (null? open)
            0
            (let* ((start (car open))
                   (column (column-of text start))
                   (head-end (word-end text (+ start 1) end))
                   (head (substring text (+ start 1) head-end)))
              (cond ((string=? head "") (+ column 1))
                    ((body-head? head) (+ column 2))
                    ((and (< (+ head-end 1) end)
                          (char=? (string-ref text head-end) #\space)
                          (not (char=? (string-ref text (+ head-end 1)) #\newline)))
                     (+ column (- head-end start) 1))
                    (else (+ column 1)))))))

    (define (body-head? head)
      (or (text-prefix? "define" head) (text-prefix? "let" head) (text-prefix? "with-" head) (text-prefix? "call-with-" head)
          (member head '("lambda" "case-lambda" "begin" "when" "unless" "do" "guard" "case" "parameterize" "syntax-rules"))))

    (define (column-of text index)
      (let loop ((start index))
        (if (or (= start 0) (char=? (string-ref text (- start 1)) #\newline))
            (- index start)
            (loop (- start 1)))))

    (define (word-end text index end)
      (if (or (>= index end) (memv (string-ref text index) '(#\space #\newline #\tab #\( #\) #\" #\;)))
          index
          (word-end text (+ index 1) end)))))
