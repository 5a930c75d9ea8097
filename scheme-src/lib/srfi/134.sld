;;; SRFI 134: immutable deques. Deviations: none.
;;;
;;; A deque is two lists, its front part and its back part, the latter in reverse. When one of them runs out, half of the other is
;;; moved over: the operations at the ends take constant time on average. The bound of reverse is met exactly, the linear ones too.
(define-library (srfi 134)
  (export ideque ideque-tabulate ideque-unfold ideque-unfold-right ideque? ideque-empty? ideque= ideque-any ideque-every
          ideque-front ideque-add-front ideque-remove-front ideque-back ideque-add-back ideque-remove-back
          ideque-ref ideque-take ideque-take-right ideque-drop ideque-drop-right ideque-split-at
          ideque-length ideque-append ideque-reverse ideque-count ideque-zip
          ideque-map ideque-filter-map ideque-for-each ideque-for-each-right ideque-fold ideque-fold-right
          ideque-append-map ideque-filter ideque-remove ideque-partition
          ideque-find ideque-find-right ideque-take-while ideque-take-while-right ideque-drop-while ideque-drop-while-right
          ideque-span ideque-break ideque->list list->ideque ideque->generator generator->ideque)
  (import (scheme base) (scheme case-lambda)
          (only (srfi 1) list-tabulate unfold unfold-right any every take drop count zip filter-map fold fold-right append-map
                filter remove partition))
  (begin
    ;; front: the first elements; back: the last ones, the very last first. Neither is empty when there are two elements or more.
    (define-record-type ideque-type
      (make-raw-ideque front-length front back-length back)
      ideque?
      (front-length front-length)
      (front front)
      (back-length back-length)
      (back back))

    (define empty (make-raw-ideque 0 '() 0 '()))

    (define (make-ideque front-length front back-length back)
      (cond ((and (= front-length 0) (> back-length 1))
             (let ((kept (quotient back-length 2)))
               (make-raw-ideque (- back-length kept) (reverse (drop back kept)) kept (take back kept))))
            ((and (= back-length 0) (> front-length 1))
             (let ((kept (quotient front-length 2)))
               (make-raw-ideque kept (take front kept) (- front-length kept) (reverse (drop front kept)))))
            (else (make-raw-ideque front-length front back-length back))))

    ;;; Constructors

    ;; (ideque element ...), (list->ideque list) -> deque of the elements
    (define (ideque . elements) (list->ideque elements))
    (define (list->ideque list) (if (null? list) empty (make-ideque (length list) list 0 '())))

    ;; (ideque-tabulate length procedure) -> deque of (procedure 0), (procedure 1) …
    (define (ideque-tabulate length procedure) (list->ideque (list-tabulate length procedure)))

    ;; (ideque-unfold stop? mapper successor seed) -> deque of (mapper seed) …; ideque-unfold-right: in the opposite order
    (define (ideque-unfold stop? mapper successor seed) (list->ideque (unfold stop? mapper successor seed)))
    (define (ideque-unfold-right stop? mapper successor seed) (list->ideque (unfold-right stop? mapper successor seed)))

    ;; (generator->ideque generator) -> deque of what it generates; (ideque->generator deque) -> generator of the elements
    (define (generator->ideque generator)
      (let loop ((list '()))
        (let ((object (generator)))
          (if (eof-object? object) (list->ideque (reverse list)) (loop (cons object list))))))
    (define (ideque->generator deque)
      (lambda ()
        (if (ideque-empty? deque)
            (eof-object)
            (let ((object (ideque-front deque)))
              (set! deque (ideque-remove-front deque))
              object))))

    ;;; Ends

    ;; (ideque-empty? deque): has it no element?
    (define (ideque-empty? deque) (= (ideque-length deque) 0))

    ;; (ideque-length deque) -> number of elements, in constant time
    (define (ideque-length deque) (+ (front-length deque) (back-length deque)))

    (define (check-not-empty who deque)
      (when (ideque-empty? deque) (error (string-append who ": the deque is empty") deque)))

    ;; (ideque-front deque), (ideque-back deque) -> first, last element; an error when it is empty
    (define (ideque-front deque)
      (check-not-empty "ideque-front" deque)
      (car (if (null? (front deque)) (back deque) (front deque))))
    (define (ideque-back deque)
      (check-not-empty "ideque-back" deque)
      (car (if (null? (back deque)) (front deque) (back deque))))

    ;; (ideque-add-front deque object), ideque-add-back -> deque with the object at this end
    (define (ideque-add-front deque object)
      (make-ideque (+ (front-length deque) 1) (cons object (front deque)) (back-length deque) (back deque)))
    (define (ideque-add-back deque object)
      (make-ideque (front-length deque) (front deque) (+ (back-length deque) 1) (cons object (back deque))))

    ;; (ideque-remove-front deque), ideque-remove-back -> deque without the element at this end; an error when it is empty
    (define (ideque-remove-front deque)
      (check-not-empty "ideque-remove-front" deque)
      (if (null? (front deque))
          empty
          (make-ideque (- (front-length deque) 1) (cdr (front deque)) (back-length deque) (back deque))))
    (define (ideque-remove-back deque)
      (check-not-empty "ideque-remove-back" deque)
      (if (null? (back deque))
          empty
          (make-ideque (front-length deque) (front deque) (- (back-length deque) 1) (cdr (back deque)))))

    ;; (ideque-reverse deque) -> deque of the elements in opposite order, in constant time
    (define (ideque-reverse deque)
      (make-raw-ideque (back-length deque) (back deque) (front-length deque) (front deque)))

    ;; (ideque->list deque) -> list of the elements
    (define (ideque->list deque)
      (if (null? (back deque)) (front deque) (append (front deque) (reverse (back deque)))))

    ;;; Positions

    (define (check-count who deque count)
      (unless (and (exact-integer? count) (<= 0 count (ideque-length deque)))
        (error (string-append who ": not as many elements as that") count (ideque-length deque))))

    ;; (ideque-ref deque index) -> element; an error when there is none
    (define (ideque-ref deque index)
      (unless (and (exact-integer? index) (< -1 index (ideque-length deque)))
        (error "ideque-ref: no such index" index (ideque-length deque)))
      (if (< index (front-length deque))
          (list-ref (front deque) index)
          (list-ref (back deque) (- (ideque-length deque) index 1))))

    ;; (ideque-take deque count), ideque-drop -> deque of the first count elements, of all but these; -right: last elements.
    ;; Errors when there are not so many.
    (define (ideque-take deque count)
      (check-count "ideque-take" deque count)
      (if (<= count (front-length deque))
          (make-ideque count (take (front deque) count) 0 '())
          (let ((dropped (- (ideque-length deque) count)))
            (make-ideque (front-length deque) (front deque) (- (back-length deque) dropped) (drop (back deque) dropped)))))
    (define (ideque-drop deque count)
      (check-count "ideque-drop" deque count)
      (ideque-reverse (ideque-take (ideque-reverse deque) (- (ideque-length deque) count))))
    (define (ideque-take-right deque count)
      (check-count "ideque-take-right" deque count)
      (ideque-drop deque (- (ideque-length deque) count)))
    (define (ideque-drop-right deque count)
      (check-count "ideque-drop-right" deque count)
      (ideque-take deque (- (ideque-length deque) count)))

    ;; (ideque-split-at deque count) -> what ideque-take and ideque-drop give
    (define (ideque-split-at deque count) (values (ideque-take deque count) (ideque-drop deque count)))

    ;;; All elements

    ;; (ideque= same? deque ...): have all the same length, and elements that are the same?
    (define (ideque= same? . deques)
      (define (two-same? one other)
        (and (= (ideque-length one) (ideque-length other))
             (every same? (ideque->list one) (ideque->list other))))
      (or (null? deques)
          (let loop ((deque (car deques)) (rest (cdr deques)))
            (or (null? rest) (and (two-same? deque (car rest)) (loop (car rest) (cdr rest)))))))

    ;; (ideque-any satisfies? deque), ideque-every -> the first true, the last value, or #f
    (define (ideque-any satisfies? deque) (any satisfies? (ideque->list deque)))
    (define (ideque-every satisfies? deque) (every satisfies? (ideque->list deque)))

    ;; (ideque-append deque ...) -> deque of the elements of all
    (define (ideque-append . deques) (list->ideque (append-map ideque->list deques)))

    ;; (ideque-count satisfies? deque) -> how many satisfy; (ideque-zip deque ...) -> deque of lists of what stands at the same place
    (define (ideque-count satisfies? deque) (count satisfies? (ideque->list deque)))
    (define (ideque-zip deque . more) (list->ideque (apply zip (ideque->list deque) (map ideque->list more))))

    ;; (ideque-map procedure deque), ideque-filter-map, ideque-append-map -> deque of the results, the true ones, the elements of
    ;; the lists that are the results
    (define (ideque-map procedure deque) (list->ideque (map procedure (ideque->list deque))))
    (define (ideque-filter-map procedure deque) (list->ideque (filter-map procedure (ideque->list deque))))
    (define (ideque-append-map procedure deque) (list->ideque (append-map procedure (ideque->list deque))))

    ;; (ideque-for-each procedure deque): calls in order; ideque-for-each-right: in opposite order
    (define (ideque-for-each procedure deque) (for-each procedure (ideque->list deque)))
    (define (ideque-for-each-right procedure deque) (ideque-for-each procedure (ideque-reverse deque)))

    ;; (ideque-fold combine seed deque), ideque-fold-right -> (combine element result) over the elements, from the front, the back
    (define (ideque-fold combine seed deque) (fold combine seed (ideque->list deque)))
    (define (ideque-fold-right combine seed deque) (fold-right combine seed (ideque->list deque)))

    ;; (ideque-filter satisfies? deque), ideque-remove -> deque of those that do, that do not; ideque-partition -> both
    (define (ideque-filter satisfies? deque) (list->ideque (filter satisfies? (ideque->list deque))))
    (define (ideque-remove satisfies? deque) (list->ideque (remove satisfies? (ideque->list deque))))
    (define (ideque-partition satisfies? deque)
      (let-values (((in out) (partition satisfies? (ideque->list deque))))
        (values (list->ideque in) (list->ideque out))))

    ;; (ideque-find satisfies? deque [failure]), ideque-find-right -> first, last element that satisfies, or (failure), #f
    (define ideque-find
      (case-lambda
        ((satisfies? deque) (ideque-find satisfies? deque (lambda () #f)))
        ((satisfies? deque failure)
         (let loop ((list (ideque->list deque)))
           (cond ((null? list) (failure))
                 ((satisfies? (car list)) (car list))
                 (else (loop (cdr list))))))))
    (define (ideque-find-right satisfies? deque . failure)
      (apply ideque-find satisfies? (ideque-reverse deque) failure))

    ;; How many elements at the front satisfy.
    (define (prefix-length satisfies? deque)
      (let loop ((list (ideque->list deque)) (count 0))
        (if (and (pair? list) (satisfies? (car list))) (loop (cdr list) (+ count 1)) count)))

    ;; (ideque-take-while satisfies? deque), ideque-drop-while -> deque of the first elements that all satisfy, of the others;
    ;; -right: of the last elements
    (define (ideque-take-while satisfies? deque) (ideque-take deque (prefix-length satisfies? deque)))
    (define (ideque-drop-while satisfies? deque) (ideque-drop deque (prefix-length satisfies? deque)))
    (define (ideque-take-while-right satisfies? deque)
      (ideque-reverse (ideque-take-while satisfies? (ideque-reverse deque))))
    (define (ideque-drop-while-right satisfies? deque)
      (ideque-reverse (ideque-drop-while satisfies? (ideque-reverse deque))))

    ;; (ideque-span satisfies? deque), ideque-break -> the first elements that all satisfy, that all do not, and the others
    (define (ideque-span satisfies? deque) (ideque-split-at deque (prefix-length satisfies? deque)))
    (define (ideque-break satisfies? deque) (ideque-span (lambda (element) (not (satisfies? element))) deque))))
