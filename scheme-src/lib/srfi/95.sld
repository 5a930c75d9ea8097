;;; SRFI 95: sorting and merging, with an optional key. Deviations: sequences are lists, vectors and strings. All sorts are stable.
(define-library (srfi 95)
  (export sorted? merge merge! sort sort!)
  (import (scheme base) (scheme case-lambda) (prefix (only (suo sort) sort) suo:))
  (begin
    (define (as-list sequence)
      (cond ((or (pair? sequence) (null? sequence)) sequence)
            ((vector? sequence) (vector->list sequence))
            ((string? sequence) (string->list sequence))
            (else (error "neither a list nor a vector nor a string" sequence))))

    ;; (sorted? sequence less? [key]): is no element less than the one before?
    (define sorted?
      (case-lambda
        ((sequence less?)
         (let ((list (as-list sequence)))
           (or (null? list)
               (let loop ((previous (car list)) (rest (cdr list)))
                 (or (null? rest)
                     (and (not (less? (car rest) previous)) (loop (car rest) (cdr rest))))))))
        ((sequence less? key) (sorted? (map key (as-list sequence)) less?))))

    ;; (merge list other less? [key]) -> list of the elements of both, which are sorted; merge! uses their pairs
    (define merge
      (case-lambda
        ((one other less?) (merge! (list-copy one) (list-copy other) less?))
        ((one other less? key) (keyed merge less? key one other))))
    (define merge!
      (case-lambda
        ((one other less?)
         (let ((head (list #f)))
           (let loop ((last head) (one one) (other other))
             (cond ((null? one) (set-cdr! last other))
                   ((null? other) (set-cdr! last one))
                   ((less? (car other) (car one)) (set-cdr! last other) (loop other one (cdr other)))
                   (else (set-cdr! last one) (loop one (cdr one) other))))
           (cdr head)))
        ((one other less? key) (keyed merge! less? key one other))))

    ;; Calls the key once for each element. Results are lists of pairs (key . element).
    (define (keyed operation less? key . lists)
      (map cdr (apply operation
                      (append (map (lambda (list) (map (lambda (element) (cons (key element) element)) list)) lists)
                              (list (lambda (one other) (less? (car one) (car other))))))))

    ;; (sort sequence less? [key]) -> a sorted sequence of the same type; sort! sorts the sequence itself, and gives it. O(n log n).
    (define sort
      (case-lambda
        ((sequence less?) (like sequence (suo:sort (as-list sequence) less?)))
        ((sequence less? key) (like sequence (keyed suo:sort less? key (as-list sequence))))))

    (define (like sequence list)
      (cond ((vector? sequence) (list->vector list))
            ((string? sequence) (list->string list))
            (else list)))

    (define (sort! sequence less? . key)
      (let ((sorted (apply sort (as-list sequence) less? key)))
        (cond ((vector? sequence) (vector-copy! sequence 0 (list->vector sorted)) sequence)
              ((string? sequence) (string-copy! sequence 0 (list->string sorted)) sequence)
              (else
               (let loop ((pair sequence) (sorted sorted))
                 (unless (null? pair)
                   (set-car! pair (car sorted))
                   (loop (cdr pair) (cdr sorted))))
               sequence))))))
