;;; SRFI 117: queues made of lists. Deviations: none. All operations take constant time where nothing else is said.
(define-library (srfi 117)
  (export make-list-queue list-queue list-queue-copy list-queue-unfold list-queue-unfold-right
          list-queue? list-queue-empty? list-queue-front list-queue-back list-queue-list list-queue-first-last
          list-queue-add-front! list-queue-add-back! list-queue-remove-front! list-queue-remove-back!
          list-queue-remove-all! list-queue-set-list! list-queue-append list-queue-append! list-queue-concatenate
          list-queue-map list-queue-map! list-queue-for-each)
  (import (scheme base) (scheme case-lambda))
  (begin
    ;; first: the elements; last: the last pair of that list, or ().
    (define-record-type list-queue-type
      (make-queue first last)
      list-queue?
      (first list-queue-list set-first!)
      (last queue-last set-last!))

    (define (last-pair-of list)
      (if (null? list)
          '()
          (let loop ((pair list)) (if (pair? (cdr pair)) (loop (cdr pair)) pair))))

    ;; (make-list-queue list [last]) -> a queue that shares the list; O(length) unless its last pair is given
    (define make-list-queue
      (case-lambda
        ((list) (make-queue list (last-pair-of list)))
        ((list last) (make-queue list last))))

    ;; (list-queue element ...) -> a queue of these elements
    (define (list-queue . elements) (make-list-queue elements))

    ;; (list-queue-copy queue) -> a queue of the same elements that shares nothing
    (define (list-queue-copy queue) (make-list-queue (list-copy (list-queue-list queue))))

    ;; (list-queue-unfold stop? mapper successor seed [queue]) -> the queue, with (mapper seed) … in front of its elements, in the
    ;; order of the seeds
    (define list-queue-unfold
      (case-lambda
        ((stop? mapper successor seed) (list-queue-unfold stop? mapper successor seed (list-queue)))
        ((stop? mapper successor seed queue)
         (let loop ((seed seed))
           (unless (stop? seed)
             (let ((element (mapper seed)))
               (loop (successor seed))
               (list-queue-add-front! queue element))))
         queue)))

    ;; (list-queue-unfold-right stop? mapper successor seed [queue]) -> the queue, with (mapper seed) … behind its elements, in
    ;; the opposite order of the seeds
    (define list-queue-unfold-right
      (case-lambda
        ((stop? mapper successor seed) (list-queue-unfold-right stop? mapper successor seed (list-queue)))
        ((stop? mapper successor seed queue)
         (let loop ((seed seed))
           (unless (stop? seed)
             (let ((element (mapper seed)))
               (loop (successor seed))
               (list-queue-add-back! queue element))))
         queue)))

    ;; (list-queue-empty? queue): has it no element?
    (define (list-queue-empty? queue) (null? (list-queue-list queue)))

    (define (check-not-empty who queue)
      (when (list-queue-empty? queue) (error (string-append who ": the queue is empty") queue)))

    ;; (list-queue-front queue), (list-queue-back queue) -> its first, last element; an error when it is empty
    (define (list-queue-front queue)
      (check-not-empty "list-queue-front" queue)
      (car (list-queue-list queue)))
    (define (list-queue-back queue)
      (check-not-empty "list-queue-back" queue)
      (car (queue-last queue)))

    ;; (list-queue-first-last queue) -> the first and the last pair of its list, which it shares
    (define (list-queue-first-last queue) (values (list-queue-list queue) (queue-last queue)))

    ;; (list-queue-add-front! queue element): puts it before the others
    (define (list-queue-add-front! queue element)
      (let ((pair (cons element (list-queue-list queue))))
        (when (list-queue-empty? queue) (set-last! queue pair))
        (set-first! queue pair)))

    ;; (list-queue-add-back! queue element): puts it behind the others
    (define (list-queue-add-back! queue element)
      (let ((pair (list element)))
        (if (list-queue-empty? queue)
            (set-first! queue pair)
            (set-cdr! (queue-last queue) pair))
        (set-last! queue pair)))

    ;; (list-queue-remove-front! queue) -> the first element, which it loses; an error when it is empty
    (define (list-queue-remove-front! queue)
      (check-not-empty "list-queue-remove-front!" queue)
      (let ((pair (list-queue-list queue)))
        (set-first! queue (cdr pair))
        (when (null? (cdr pair)) (set-last! queue '()))
        (car pair)))

    ;; (list-queue-remove-back! queue) -> the last element, which it loses; O(length); an error when it is empty
    (define (list-queue-remove-back! queue)
      (check-not-empty "list-queue-remove-back!" queue)
      (let ((last (queue-last queue)))
        (if (eq? last (list-queue-list queue))
            (list-queue-set-list! queue '() '())
            (let loop ((pair (list-queue-list queue)))
              (if (eq? (cdr pair) last)
                  (begin (set-cdr! pair '()) (set-last! queue pair))
                  (loop (cdr pair)))))
        (car last)))

    ;; (list-queue-remove-all! queue) -> the list of its elements, which it loses
    (define (list-queue-remove-all! queue)
      (let ((elements (list-queue-list queue)))
        (list-queue-set-list! queue '() '())
        elements))

    ;; (list-queue-set-list! queue list [last]): its elements are those of the list from now on; O(length) unless the last pair
    ;; is given
    (define list-queue-set-list!
      (case-lambda
        ((queue list) (list-queue-set-list! queue list (last-pair-of list)))
        ((queue list last)
         (set-first! queue list)
         (set-last! queue last))))

    ;; (list-queue-append queue ...), (list-queue-concatenate queues) -> a queue of all their elements that shares nothing
    (define (list-queue-append . queues) (list-queue-concatenate queues))
    (define (list-queue-concatenate queues)
      (make-list-queue (apply append (append (map list-queue-list queues) '(())))))

    ;; (list-queue-append! queue ...) -> a queue of all their elements, made of their pairs; O(number of queues)
    (define (list-queue-append! . queues)
      (let ((result (list-queue)))
        (for-each (lambda (queue)
                    (unless (list-queue-empty? queue)
                      (if (list-queue-empty? result)
                          (set-first! result (list-queue-list queue))
                          (set-cdr! (queue-last result) (list-queue-list queue)))
                      (set-last! result (queue-last queue))))
                  queues)
        result))

    ;; (list-queue-map procedure queue) -> a queue of the results
    (define (list-queue-map procedure queue) (make-list-queue (map procedure (list-queue-list queue))))

    ;; (list-queue-map! procedure queue): puts the results, made from front to back, in place of the elements
    (define (list-queue-map! procedure queue)
      (let loop ((pair (list-queue-list queue)))
        (unless (null? pair)
          (set-car! pair (procedure (car pair)))
          (loop (cdr pair)))))

    ;; (list-queue-for-each procedure queue): calls from front to back
    (define (list-queue-for-each procedure queue) (for-each procedure (list-queue-list queue)))))
