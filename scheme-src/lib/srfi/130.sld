;;; SRFI 130: cursor-based strings. A cursor is the index of its character: strings have constant access here, so nothing is gained by
;;; another object, and indices and cursors may be given for each other, as the SRFI allows. Deviations: none.
;;;
;;; What finds a place and finds none gives the end where it searched to: string-index and string-skip the end of the part, those from
;;; the right its beginning, and theirs is the cursor behind the character that was found.
(define-library (srfi 130)
  (export string-cursor? string-cursor-start string-cursor-end string-cursor-next string-cursor-prev string-cursor-forward
          string-cursor-back string-cursor=? string-cursor<? string-cursor>? string-cursor<=? string-cursor>=?
          string-cursor-diff string-cursor->index string-index->cursor
          string-null? string-every string-any string-tabulate string-unfold string-unfold-right
          string->list/cursors string->vector/cursors reverse-list->string string-join string-ref/cursor substring/cursors
          string-copy/cursors string-take string-take-right string-drop string-drop-right string-pad string-pad-right
          string-trim string-trim-right string-trim-both string-prefix-length string-suffix-length string-prefix?
          string-suffix? string-index string-index-right string-skip string-skip-right string-contains string-contains-right
          string-reverse string-concatenate string-concatenate-reverse string-fold string-fold-right
          string-for-each-cursor string-replicate string-count string-replace string-split string-filter string-remove)
  (import (scheme base)
          (rename (srfi 152) (string-index index) (string-index-right index-right) (string-skip skip)
                  (string-skip-right skip-right)))
  (begin
    ;;; Cursors

    (define (string-cursor? object) (and (exact-integer? object) (>= object 0)))
    (define (string-cursor-start string) (check-string string) 0)
    (define (string-cursor-end string) (string-length string))
    (define (string-cursor-next string cursor) (string-cursor-forward string cursor 1))
    (define (string-cursor-prev string cursor) (string-cursor-forward string cursor -1))
    (define (string-cursor-back string cursor count) (string-cursor-forward string cursor (- count)))

    (define (string-cursor-forward string cursor count)
      (let ((moved (+ cursor count)))
        (if (not (<= 0 moved (string-length string))) (error "a cursor outside of its string" string moved))
        moved))

    (define (check-string object)
      (if (not (string? object)) (error "not a string" object)))

    (define (string-cursor=? one other) (= one other))
    (define (string-cursor<? one other) (< one other))
    (define (string-cursor>? one other) (> one other))
    (define (string-cursor<=? one other) (<= one other))
    (define (string-cursor>=? one other) (>= one other))
    (define (string-cursor-diff string start end) (check-string string) (- end start))
    (define (string-cursor->index string cursor) (check-string string) cursor)
    (define (string-index->cursor string index) (check-string string) index)

    ;;; Parts

    (define (string->list/cursors string . range) (apply string->list string range))
    (define (string->vector/cursors string . range) (apply string->vector string range))
    (define (string-ref/cursor string cursor) (string-ref string cursor))
    (define (substring/cursors string start end) (substring string start end))
    (define (string-copy/cursors string . range) (apply string-copy string range))

    (define (string-reverse string . range) (list->string (reverse (apply string->list string range))))

    ;;; Searching

    (define (range-start range) (if (pair? range) (car range) 0))
    (define (range-end string range) (if (and (pair? range) (pair? (cdr range))) (cadr range) (string-length string)))

    (define (string-index string satisfied? . range)
      (or (apply index string satisfied? range) (range-end string range)))
    (define (string-skip string satisfied? . range)
      (or (apply skip string satisfied? range) (range-end string range)))

    (define (behind found range) (if found (+ found 1) (range-start range)))
    (define (string-index-right string satisfied? . range) (behind (apply index-right string satisfied? range) range))
    (define (string-skip-right string satisfied? . range) (behind (apply skip-right string satisfied? range) range))

    (define (string-for-each-cursor procedure string . range)
      (let ((end (range-end string range)))
        (let loop ((cursor (range-start range)))
          (if (< cursor end)
              (begin
                (procedure cursor)
                (loop (+ cursor 1)))))))))
