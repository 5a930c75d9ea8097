;;; Balance: which closing parenthesis is the one too many?
;;;
;;; A text whose parentheses do not balance is mended where its indentation contradicts them. Where a parenthesis closes a list
;;; too early, what was meant to follow in that list comes behind it and is indented further than the list itself:
;;;
;;;   (define (f x)
;;;     (let ((y 1)))        the list at line 2, column 3 ends here
;;;       (+ x y)))          but this is indented as a part of it; the last parenthesis is then unexpected
;;;
;;;   (closing-hint text index) -> string, or #f: the hint for an unexpected closing parenthesis that stands at the index
;;;
;;; A mark that closes a string and is missing makes a string of what lies between all later ones, so that the last string is never
;;; closed. The first that goes on in another line, and is followed by something at once, is the one that was left open.
;;;
;;;   (quotation-hint text) -> string, or #f: the hint for the string at the end of the text that nothing closes
;;;
;;; The text is looked at once more from its beginning, roughly: strings, |symbols|, characters and comments are left out. This
;;; happens for mistakes only, so reading itself keeps no record.
(define-library (reader balance)
  (export closing-hint quotation-hint)
  (cond-expand (suo (import (runtime base))) ((not suo) (import (scheme base))))
  (begin
    ;; A list of the text. line and column: where it begins; first?: nothing stands before it in its line; end-line and end-column:
    ;; its closing parenthesis, or #f.
    (define-record-type extent
      (make-extent line column first? end-line end-column)
      extent?
      (line extent-line)
      (column extent-column)
      (first? extent-first?)
      (end-line extent-end-line extent-end-line-set!)
      (end-column extent-end-column extent-end-column-set!))

    ;; open: the lists that are not closed yet, innermost first; before: for each of them, and for the top level behind them, the list
    ;; that ended last directly in it, or #f; early: what ended early, and the line that shows it.
    (define (closing-hint text index)
      (let loop ((at 0) (line 1) (start 0) (fresh? #t) (open '()) (before '(#f)) (early #f))
        (if (>= at index)
            (early-hint early (car before) line)
            (let ((char (string-ref text at)) (column (+ 1 (- at start))))
              (define (skip-to next)
                (let* ((next (if (> next index) index next))
                       (newlines (count-newlines text at next)))
                  (if (= newlines 0)
                      (loop next line start #f open before early)
                      (loop next (+ line newlines) (+ 1 (last-newline text next)) #f open before early))))
              (case char
                ((#\newline) (loop (+ at 1) (+ line 1) (+ at 1) #t open before early))
                ((#\space #\tab #\return) (loop (+ at 1) line start fresh? open before early))
                ((#\;) (skip-to (end-of-comment text at index)))
                ((#\( #\[)
                 (let ((early (if (and (null? open) (= column 1))
                                  #f
                                  (or early (and fresh? (evidence (car before) column line))))))
                   (loop (+ at 1) line start #f
                         (cons (make-extent line column fresh? #f #f) open) (cons #f before) early)))
                ((#\) #\])
                 (if (null? open)
                     (loop (+ at 1) line start #f open before early)
                     (begin
                       (extent-end-line-set! (car open) line)
                       (extent-end-column-set! (car open) column)
                       (loop (+ at 1) line start #f (cdr open) (cons (car open) (cddr before)) early))))
                ((#\" #\|) (skip-to (end-of-quoted text (+ at 1) index char)))
                (else
                 (let ((early (or early (and fresh? (evidence (car before) column line)))))
                   (cond ((and (char=? char #\#) (< (+ at 1) index) (char=? #\\ (string-ref text (+ at 1))))
                          (loop (min index (+ at 3)) line start #f open before early))
                         ((and (char=? char #\#) (< (+ at 1) index) (char=? #\| (string-ref text (+ at 1))))
                          (skip-to (end-of-block text (+ at 2) index 1)))
                         (else (loop (+ at 1) line start #f open before early))))))))))

    ;; Something begins this line at this column, behind the list: is it indented as a part of the list?
    (define (evidence list column line)
      (and list
           (extent-first? list)
           (> column (extent-column list))
           (cons list line)))

    (define (early-hint early last line)
      (cond (early
             (string-append "the list that begins at " (place-text (extent-line (car early)) (extent-column (car early)))
                            " ends at " (place-text (extent-end-line (car early)) (extent-end-column (car early)))
                            ", although line " (number->string (cdr early))
                            " is indented as a part of it; perhaps a parenthesis too many there"))
            ((and last (= line (extent-end-line last)))
             (string-append "what begins at " (place-text (extent-line last) (extent-column last))
                            " is complete without it"))
            (else #f)))

    (define (place-text line column)
      (string-append (number->string line) ":" (number->string column)))

    ;;; Strings.

    (define (quotation-hint text)
      (let ((end (string-length text)))
        (let loop ((at 0) (suspect #f))
          (if (>= at end)
              (and suspect (string-hint text suspect))
              (let ((char (string-ref text at)))
                (case char
                  ((#\;) (loop (end-of-comment text at end) suspect))
                  ((#\|) (loop (end-of-quoted text (+ at 1) end char) suspect))
                  ((#\#)
                   (case (if (< (+ at 1) end) (string-ref text (+ at 1)) #\space)
                     ((#\\) (loop (+ at 3) suspect))
                     ((#\|) (loop (end-of-block text (+ at 2) end 1) suspect))
                     (else (loop (+ at 1) suspect))))
                  ((#\")
                   (let ((next (end-of-quoted text (+ at 1) end char)))
                     (cond ((and (< next end) (several-lines? text at next) (glued? (string-ref text next)))
                            (string-hint text at))
                           ((and (not suspect) (< next end) (several-lines? text at next)) (loop next at))
                           (else (loop next suspect)))))
                  (else (loop (+ at 1) suspect))))))))

    (define (several-lines? text at end) (> (count-newlines text at end) 0))

    ;; Does nothing separate it from the string before it?
    (define (glued? char)
      (not (memv char '(#\space #\newline #\return #\tab #\) #\] #\;))))

    (define (string-hint text at)
      (let* ((line (+ 1 (count-newlines text 0 at)))
             (column (if (= line 1) (+ at 1) (- at (last-newline text at)))))
        (string-append "the string that begins at " (place-text line column)
                       " goes on in the next line; perhaps its closing \" is missing")))

    ;;; Where what holds no parentheses ends.

    (define (end-of-comment text at end)
      (if (or (>= at end) (char=? #\newline (string-ref text at)))
          at
          (end-of-comment text (+ at 1) end)))

    (define (end-of-quoted text at end mark)
      (cond ((>= at end) end)
            ((char=? #\\ (string-ref text at)) (end-of-quoted text (+ at 2) end mark))
            ((char=? mark (string-ref text at)) (+ at 1))
            (else (end-of-quoted text (+ at 1) end mark))))

    (define (end-of-block text at end depth)
      (cond ((= depth 0) at)
            ((>= (+ at 1) end) end)
            ((and (char=? #\| (string-ref text at)) (char=? #\# (string-ref text (+ at 1))))
             (end-of-block text (+ at 2) end (- depth 1)))
            ((and (char=? #\# (string-ref text at)) (char=? #\| (string-ref text (+ at 1))))
             (end-of-block text (+ at 2) end (+ depth 1)))
            (else (end-of-block text (+ at 1) end depth))))

    (define (count-newlines text at end)
      (let loop ((at at) (count 0))
        (cond ((= at end) count)
              ((char=? #\newline (string-ref text at)) (loop (+ at 1) (+ count 1)))
              (else (loop (+ at 1) count)))))

    (define (last-newline text end)
      (let loop ((at (- end 1)))
        (if (char=? #\newline (string-ref text at)) at (loop (- at 1)))))))
