;;; Sorting: stable merge sort of lists and vectors.
;;;
;;; Two vectors hold the same elements; a range is sorted into one of them by sorting its halves into the other and merging
;;; them back, so nothing is copied but what merging moves, and what is in order is not merged. Short ranges are sorted by insertion. A list goes through a
;;; vector: neighbours in memory are worth more than the pairs saved.
(define-library (runtime sorting)
  (export sort sort! list-sort vector-sort vector-sort! list-sorted?)
  (import (primitives) (core-syntax) (runtime errors) (runtime lists) (runtime vectors))
  (begin
    ;; (sort sequence less?) -> a new sequence of the same kind.
    (define (sort sequence less?)
      (if (not (procedure? less?)) (wrong-type 'sort 1 'procedure less?))
      (cond ((null? sequence) '())
            ((pair? sequence)
             (let ((vector (list->vector sequence)))
               (sort-elements! vector less?)
               (vector->list vector)))
            ((vector? sequence)
             (let ((vector (vector-copy sequence)))
               (sort-elements! vector less?)
               vector))
            (else (wrong-type 'sort 0 'list sequence))))

    (define (sort! sequence less?)
      (if (vector? sequence)
          (begin
            (sort-elements! sequence less?)
            sequence)
          (sort sequence less?)))

    ;; With the arguments in the order of SRFI 132.
    (define (list-sort less? list) (sort list less?))
    (define (vector-sort less? vector) (sort vector less?))

    ;; Either order: the vector is the one that is a vector.
    (define (vector-sort! one other)
      (cond ((vector? one) (sort-elements! one other))
            ((vector? other) (sort-elements! other one))
            (else (wrong-type 'vector-sort! 0 'vector one))))

    (define (list-sorted? less? list)
      (or (null? list)
          (let loop ((previous (car list)) (rest (cdr list)))
            (or (null? rest)
                (and (not (less? (car rest) previous))
                     (loop (car rest) (cdr rest)))))))

    (define (sort-elements! vector less?)
      (if (not (sorted-from? vector 1 less?))
          (sort-range! (vector-copy vector) vector 0 (%vector-length vector) less?)))

    (define (sorted-from? vector at less?)
      (or (%fx>= at (%vector-length vector))
          (and (not (less? (%vector-ref vector at) (%vector-ref vector (%fx- at 1))))
               (sorted-from? vector (%fx+ at 1) less?))))

    (define insertion-length 8)

    ;; Both vectors hold the same elements in [start, end); afterwards `target` holds them sorted.
    (define (sort-range! source target start end less?)
      (if (%fx<= (%fx- end start) insertion-length)
          (insert-each! target (%fx+ start 1) start end less?)
          (let ((middle (%fxsra (%fx+ start end) 1)))
            (sort-range! target source start middle less?)
            (sort-range! target source middle end less?)
            (if (less? (%vector-ref source middle) (%vector-ref source (%fx- middle 1)))
                (merge! source target start middle end less?)
                (%copy-values! target start source start end)))))

    ;; target[start, at) is sorted; put the others in their places.
    (define (insert-each! target at start end less?)
      (if (%fx< at end)
          (let ((element (%vector-ref target at)))
            (let loop ((hole at))
              (if (and (%fx> hole start) (less? element (%vector-ref target (%fx- hole 1))))
                  (begin
                    (%vector-set! target hole (%vector-ref target (%fx- hole 1)))
                    (loop (%fx- hole 1)))
                  (%vector-set! target hole element)))
            (insert-each! target (%fx+ at 1) start end less?))))

    ;; Both halves of source[start, end) are sorted; what is equal comes from the first.
    (define (merge! source target start middle end less?)
      (let loop ((one start) (other middle) (at start))
        (cond ((%fx= one middle) (%copy-values! target at source other end))
              ((%fx= other end) (%copy-values! target at source one middle))
              (else
               (let ((first (%vector-ref source one))
                     (second (%vector-ref source other)))
                 (if (less? second first)
                     (begin
                       (%vector-set! target at second)
                       (loop one (%fx+ other 1) (%fx+ at 1)))
                     (begin
                       (%vector-set! target at first)
                       (loop (%fx+ one 1) other (%fx+ at 1)))))))))))
