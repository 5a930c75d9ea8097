;;; Sorting: stable merge sort of lists and vectors.
;;;
;;; A list is copied once and its pairs are then relinked; a vector goes through a list.
(define-library (runtime sorting)
  (export sort sort! list-sort vector-sort vector-sort! list-sorted?)
  (import (primitives) (core-syntax) (runtime errors) (runtime lists) (runtime vectors))
  (begin
    ;; (sort sequence less?) -> a new sequence of the same kind.
    (define (sort sequence less?)
      (cond ((null? sequence) '())
            ((pair? sequence) (sort-copy sequence less?))
            ((vector? sequence) (list->vector (sort-copy (vector->list sequence) less?)))
            (else (wrong-type 'sort 0 'list sequence))))

    (define (sort! sequence less?)
      (if (vector? sequence)
          (begin
            (vector-sort! sequence less?)
            sequence)
          (sort sequence less?)))

    ;; With the arguments in the order of SRFI 132.
    (define (list-sort less? list) (sort list less?))
    (define (vector-sort less? vector) (sort vector less?))

    ;; Either order: the procedure is the one that is no vector.
    (define (vector-sort! one other)
      (let ((vector (if (vector? one) one other))
            (less? (if (vector? one) other one)))
        (if (not (vector? vector)) (wrong-type 'vector-sort! 0 'vector vector))
        (let loop ((sorted (sort-copy (vector->list vector) less?)) (index 0))
          (if (pair? sorted)
              (begin
                (%vector-set! vector index (%car sorted))
                (loop (%cdr sorted) (%fx+ index 1)))))))

    (define (list-sorted? less? list)
      (or (null? list)
          (let loop ((previous (car list)) (rest (cdr list)))
            (or (null? rest)
                (and (not (less? (car rest) previous))
                     (loop (car rest) (cdr rest)))))))

    (define (sort-copy list less?)
      (let ((length (length list)))
        (if (%fx= length 0) '() (sort-pairs! (list-copy list) length less?))))

    ;; Sort the first `length` pairs of the list, cutting them off.
    (define (sort-pairs! list length less?)
      (cond ((%fx= length 1)
             (set-cdr! list '())
             list)
            ((%fx= length 2)
             (let* ((other (%cdr list)))
               (if (less? (%car other) (%car list))
                   (begin
                     (set-cdr! other list)
                     (set-cdr! list '())
                     other)
                   (begin
                     (set-cdr! other '())
                     list))))
            (else
             (let* ((half (%fxsra length 1))
                    (middle (let loop ((rest list) (left half))
                              (if (%fx= left 0) rest (loop (%cdr rest) (%fx- left 1)))))
                    (one (sort-pairs! list half less?)))
               (merge! one (sort-pairs! middle (%fx- length half) less?) less?)))))

    ;; Two sorted lists that are not empty; what is equal comes from the first.
    (define (merge! one other less?)
      (if (less? (%car other) (%car one))
          (begin
            (merge-behind! other one (%cdr other) less?)
            other)
          (begin
            (merge-behind! one (%cdr one) other less?)
            one)))

    ;; Link the merger of both lists behind the pair `last`.
    (define (merge-behind! last one other less?)
      (cond ((null? one) (set-cdr! last other))
            ((null? other) (set-cdr! last one))
            ((less? (%car other) (%car one))
             (set-cdr! last other)
             (merge-behind! other one (%cdr other) less?))
            (else
             (set-cdr! last one)
             (merge-behind! one (%cdr one) other less?))))))
