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

    ;; By the most common orders of numbers without a call for each comparison.
    (define (sort-elements! vector less?)
      (cond ((eq? less? <) (sort-upwards! vector less?))
            ((eq? less? >) (sort-downwards! vector less?))
            (else (sort-by! vector less?))))

    (define insertion-length 8)

    ;; (define-sort (name order) less?): the procedure (name vector order), that compares by less?, its argument or a primitive.
    (define-syntax define-sort
      (syntax-rules ()
        ((_ (name order) less?)
         (define (name vector order)
           (define (sorted-from? at)
             (or (%fx>= at (%vector-length vector))
                 (and (not (less? (%vector-ref vector at) (%vector-ref vector (%fx- at 1))))
                      (sorted-from? (%fx+ at 1)))))

           ;; Both vectors hold the same elements in [start, end); afterwards `target` holds them sorted.
           (define (sort-range! source target start end)
             (if (%fx<= (%fx- end start) insertion-length)
                 (insert-each! target (%fx+ start 1) start end)
                 (let ((middle (%fxsra (%fx+ start end) 1)))
                   (sort-range! target source start middle)
                   (sort-range! target source middle end)
                   (if (less? (%vector-ref source middle) (%vector-ref source (%fx- middle 1)))
                       (merge! source target start middle end)
                       (%copy-values! target start source start end)))))

           ;; target[start, at) is sorted; put the others in their places.
           (define (insert-each! target at start end)
             (if (%fx< at end)
                 (let ((element (%vector-ref target at)))
                   (let loop ((hole at))
                     (if (and (%fx> hole start) (less? element (%vector-ref target (%fx- hole 1))))
                         (begin
                           (%vector-set! target hole (%vector-ref target (%fx- hole 1)))
                           (loop (%fx- hole 1)))
                         (%vector-set! target hole element)))
                   (insert-each! target (%fx+ at 1) start end))))

           ;; Both halves of source[start, end) are sorted and not empty; what is equal comes from the first.
           (define (merge! source target start middle end)
             (let loop ((one start) (other middle) (at start)
                        (first (%vector-ref source start)) (second (%vector-ref source middle)))
               (if (less? second first)
                   (let ((next (%fx+ other 1)))
                     (%vector-set! target at second)
                     (if (%fx= next end)
                         (%copy-values! target (%fx+ at 1) source one middle)
                         (loop one next (%fx+ at 1) first (%vector-ref source next))))
                   (let ((next (%fx+ one 1)))
                     (%vector-set! target at first)
                     (if (%fx= next middle)
                         (%copy-values! target (%fx+ at 1) source other end)
                         (loop next other (%fx+ at 1) (%vector-ref source next) second))))))

           (if (not (sorted-from? 1))
               (sort-range! (vector-copy vector) vector 0 (%vector-length vector)))))))

    (define-sort (sort-by! less?) less?)
    (define-sort (sort-upwards! order) <)
    (define-sort (sort-downwards! order) >)))
