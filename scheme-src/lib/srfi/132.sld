;;; SRFI 132: sorting. Every sort is the stable merge sort of (suo sort). Deviations: none.
(define-library (srfi 132)
  (export list-sorted? vector-sorted? list-sort (rename list-sort list-stable-sort) (rename list-sort list-sort!)
          (rename list-sort list-stable-sort!) vector-sort (rename vector-sort vector-stable-sort) vector-sort!
          (rename vector-sort! vector-stable-sort!) list-merge (rename list-merge list-merge!) vector-merge vector-merge!
          list-delete-neighbor-dups (rename list-delete-neighbor-dups list-delete-neighbor-dups!)
          vector-delete-neighbor-dups vector-delete-neighbor-dups! vector-find-median vector-find-median!
          vector-select! vector-separate!)
  (import (scheme base) (scheme case-lambda) (only (suo sort) sort sort!))
  (begin
    (define (list-sorted? less? list)
      (or (null? list)
          (let loop ((previous (car list)) (rest (cdr list)))
            (or (null? rest)
                (and (not (less? (car rest) previous)) (loop (car rest) (cdr rest)))))))

    ;; (list-sorted? less? list), (vector-sorted? less? vector [start [end]]): is no element less than the one before?
    (define vector-sorted?
      (case-lambda
        ((less? vector) (vector-sorted? less? vector 0 (vector-length vector)))
        ((less? vector start) (vector-sorted? less? vector start (vector-length vector)))
        ((less? vector start end)
         (let loop ((index (+ start 1)))
           (or (>= index end)
               (and (not (less? (vector-ref vector index) (vector-ref vector (- index 1)))) (loop (+ index 1))))))))

    (define (list-sort less? list) (sort list less?))

    (define vector-sort
      (case-lambda
        ((less? vector) (sort vector less?))
        ((less? vector start) (sort! (vector-copy vector start) less?))
        ((less? vector start end) (sort! (vector-copy vector start end) less?))))

    (define vector-sort!
      (case-lambda
        ((less? vector) (sort! vector less?) #t)
        ((less? vector start) (vector-sort! less? vector start (vector-length vector)))
        ((less? vector start end)
         (vector-copy! vector start (sort! (vector-copy vector start end) less?)))))

    ;; What is equal comes from the first.
    ;; (list-merge less? list other) -> one sorted list of two; elements of the first stand before equal ones of the second.
    ;; O(n).
    (define (list-merge less? one other)
      (cond ((null? one) other)
            ((null? other) one)
            ((less? (car other) (car one)) (cons (car other) (list-merge less? one (cdr other))))
            (else (cons (car one) (list-merge less? (cdr one) other)))))

    ;; (vector-merge less? vector other [start [end [start [end]]]]) -> one sorted vector of two
    (define vector-merge
      (case-lambda
        ((less? one other) (vector-merge less? one other 0))
        ((less? one other start1) (vector-merge less? one other start1 (vector-length one)))
        ((less? one other start1 end1) (vector-merge less? one other start1 end1 0))
        ((less? one other start1 end1 start2) (vector-merge less? one other start1 end1 start2 (vector-length other)))
        ((less? one other start1 end1 start2 end2)
         (let ((to (make-vector (+ (- end1 start1) (- end2 start2)))))
           (vector-merge! less? to one other 0 start1 end1 start2 end2)
           to))))

    ;; (vector-merge! less? to vector other [at [start ...]]): the same, into a vector from at on
    (define vector-merge!
      (case-lambda
        ((less? to one other) (vector-merge! less? to one other 0))
        ((less? to one other start) (vector-merge! less? to one other start 0))
        ((less? to one other start start1) (vector-merge! less? to one other start start1 (vector-length one)))
        ((less? to one other start start1 end1) (vector-merge! less? to one other start start1 end1 0))
        ((less? to one other start start1 end1 start2)
         (vector-merge! less? to one other start start1 end1 start2 (vector-length other)))
        ((less? to one other start start1 end1 start2 end2)
         (let loop ((at start) (first start1) (second start2))
           (cond ((= first end1) (vector-copy! to at other second end2))
                 ((= second end2) (vector-copy! to at one first end1))
                 ((less? (vector-ref other second) (vector-ref one first))
                  (vector-set! to at (vector-ref other second))
                  (loop (+ at 1) first (+ second 1)))
                 (else
                  (vector-set! to at (vector-ref one first))
                  (loop (+ at 1) (+ first 1) second)))))))

    ;; Of neighbours that are the same, the first stays.
    ;; (list-delete-neighbor-dups same? list) -> list without the elements that are the same as the one before
    (define (list-delete-neighbor-dups same? list)
      (if (null? list)
          '()
          (let loop ((object (car list)) (rest (cdr list)))
            (cond ((null? rest) (cons object '()))
                  ((same? object (car rest)) (loop object (cdr rest)))
                  (else (cons object (loop (car rest) (cdr rest))))))))

    ;; (vector-delete-neighbor-dups same? vector [start [end]]) -> vector without these
    (define vector-delete-neighbor-dups
      (case-lambda
        ((same? vector) (vector-delete-neighbor-dups same? vector 0 (vector-length vector)))
        ((same? vector start) (vector-delete-neighbor-dups same? vector start (vector-length vector)))
        ((same? vector start end)
         (let* ((copy (vector-copy vector start end))
                (end (vector-delete-neighbor-dups! same? copy)))
           (vector-copy copy 0 end)))))

    ;; -> the end of what stays.
    ;; (vector-delete-neighbor-dups! same? vector [start [end]]) -> index behind those that are left, which are moved to the
    ;; front
    (define vector-delete-neighbor-dups!
      (case-lambda
        ((same? vector) (vector-delete-neighbor-dups! same? vector 0 (vector-length vector)))
        ((same? vector start) (vector-delete-neighbor-dups! same? vector start (vector-length vector)))
        ((same? vector start end)
         (if (= start end)
             end
             (let loop ((last start) (index (+ start 1)))
               (cond ((= index end) (+ last 1))
                     ((same? (vector-ref vector last) (vector-ref vector index)) (loop last (+ index 1)))
                     (else
                      (vector-set! vector (+ last 1) (vector-ref vector index))
                      (loop (+ last 1) (+ index 1)))))))))

    (define (average one other) (/ (+ one other) 2))

    ;; (vector-find-median less? vector knil [mean]) -> the middle element of the sorted vector, the mean of the two when there
    ;; are two, knil when there is none. O(n log n).
    (define vector-find-median
      (case-lambda
        ((less? vector knil) (vector-find-median less? vector knil average))
        ((less? vector knil mean) (vector-find-median! less? (vector-copy vector) knil mean))))

    ;; Leaves the vector sorted.
    ;; (vector-find-median! less? vector knil [mean]) -> the same; the vector is sorted
    (define vector-find-median!
      (case-lambda
        ((less? vector knil) (vector-find-median! less? vector knil average))
        ((less? vector knil mean)
         (let ((length (vector-length vector)))
           (sort! vector less?)
           (cond ((= length 0) knil)
                 ((odd? length) (vector-ref vector (quotient length 2)))
                 (else (mean (vector-ref vector (- (quotient length 2) 1)) (vector-ref vector (quotient length 2)))))))))

    ;; The element that has `index` smaller ones; the elements change places: quickselect, the pivot the median of three.
    ;; (vector-select! less? vector rank [start [end]]) -> the element that would be at that rank; elements are moved. O(n) on
    ;; average.
    (define vector-select!
      (case-lambda
        ((less? vector index) (vector-select! less? vector index 0 (vector-length vector)))
        ((less? vector index start) (vector-select! less? vector index start (vector-length vector)))
        ((less? vector index start end)
         (unless (and (exact-integer? index) (<= 0 index) (< index (- end start)))
           (error "vector-select!: no such index in the range" index start end))
         (let ((place (+ start index)))
           (let loop ((low start) (high (- end 1)))
             (if (>= low high)
                 (vector-ref vector place)
                 (let-values (((less-end greater-start) (part! less? vector low high)))
                   (cond ((<= place less-end) (loop low less-end))
                         ((>= place greater-start) (loop greater-start high))
                         (else (vector-ref vector place))))))))))

    ;; Puts the elements of [low, high] below a pivot first: -> the last index of those <= it and the first of those >= it.
    (define (part! less? vector low high)
      (let ((pivot (median less? (vector-ref vector low) (vector-ref vector (quotient (+ low high) 2)) (vector-ref vector high))))
        (let loop ((up low) (down high))
          (let ((up (let climb ((up up)) (if (less? (vector-ref vector up) pivot) (climb (+ up 1)) up)))
                (down (let sink ((down down)) (if (less? pivot (vector-ref vector down)) (sink (- down 1)) down))))
            (if (<= up down)
                (let ((object (vector-ref vector up)))
                  (vector-set! vector up (vector-ref vector down))
                  (vector-set! vector down object)
                  (if (<= (+ up 1) (- down 1))
                      (loop (+ up 1) (- down 1))
                      (values (- down 1) (+ up 1))))
                (values down up))))))

    (define (median less? one two three)
      (if (less? one two)
          (cond ((less? two three) two) ((less? one three) three) (else one))
          (cond ((less? one three) one) ((less? two three) three) (else two))))

    ;; The `count` smallest elements go first.
    ;; (vector-separate! less? vector count [start [end]]): the smallest elements go to the front, in any order. O(n) on
    ;; average.
    (define vector-separate!
      (case-lambda
        ((less? vector count) (vector-separate! less? vector count 0 (vector-length vector)))
        ((less? vector count start) (vector-separate! less? vector count start (vector-length vector)))
        ((less? vector count start end)
         (when (< 0 count (- end start)) (vector-select! less? vector (- count 1) start end)))))))
