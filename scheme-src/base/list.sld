;;; List procedures beyond R7RS, as in SRFI 1, for one or two lists; none of them recurses deeply on long lists except the
;;; `…-right` ones and those that keep the order by recursion on short lists.
(define-library (base list)
  (export fold fold-right filter remove partition filter-map append-map append-reverse
          any every find list-index count last last-pair take drop iota
          for-each-index)
  (import (scheme base))
  (begin
    ;; (fold kons initial list): (kons last … (kons first initial)).
    (define (fold kons initial list)
      (if (null? list)
          initial
          (fold kons (kons (car list) initial) (cdr list))))

    (define (fold-right kons initial list)
      (fold kons initial (reverse list)))

    (define (filter keep? list)
      (let loop ((list list) (kept '()))
        (cond ((null? list) (reverse kept))
              ((keep? (car list)) (loop (cdr list) (cons (car list) kept)))
              (else (loop (cdr list) kept)))))

    (define (remove drop? list) (filter (lambda (element) (not (drop? element))) list))

    ;; (partition keep? list) -> two values: the elements that satisfy keep?, and the others.
    (define (partition keep? list)
      (let loop ((list list) (in '()) (out '()))
        (cond ((null? list) (values (reverse in) (reverse out)))
              ((keep? (car list)) (loop (cdr list) (cons (car list) in) out))
              (else (loop (cdr list) in (cons (car list) out))))))

    ;; The results that are not #f.
    (define (filter-map procedure list)
      (let loop ((list list) (results '()))
        (if (null? list)
            (reverse results)
            (let ((result (procedure (car list))))
              (loop (cdr list) (if result (cons result results) results))))))

    (define (append-map procedure list)
      (let loop ((list list) (reversed '()))
        (if (null? list)
            (reverse reversed)
            (loop (cdr list) (append-reverse (procedure (car list)) reversed)))))

    ;; (append-reverse head tail) = (append (reverse head) tail)
    (define (append-reverse head tail)
      (if (null? head)
          tail
          (append-reverse (cdr head) (cons (car head) tail))))

    ;; The first true result, or #f.
    (define (any satisfied? list)
      (and (pair? list)
           (or (satisfied? (car list))
               (any satisfied? (cdr list)))))

    (define (every satisfied? list)
      (or (null? list)
          (if (null? (cdr list))
              (satisfied? (car list))
              (and (satisfied? (car list))
                   (every satisfied? (cdr list))))))

    ;; The first element that satisfies, or #f.
    (define (find satisfied? list)
      (cond ((null? list) #f)
            ((satisfied? (car list)) (car list))
            (else (find satisfied? (cdr list)))))

    ;; The index of the first element that satisfies, or #f.
    (define (list-index satisfied? list)
      (let loop ((list list) (index 0))
        (cond ((null? list) #f)
              ((satisfied? (car list)) index)
              (else (loop (cdr list) (+ index 1))))))

    (define (count satisfied? list)
      (let loop ((list list) (total 0))
        (if (null? list)
            total
            (loop (cdr list) (if (satisfied? (car list)) (+ total 1) total)))))

    (define (last-pair list)
      (if (pair? (cdr list)) (last-pair (cdr list)) list))

    (define (last list) (car (last-pair list)))

    (define (take list count)
      (let loop ((list list) (count count) (taken '()))
        (if (= count 0)
            (reverse taken)
            (loop (cdr list) (- count 1) (cons (car list) taken)))))

    (define (drop list count)
      (if (= count 0) list (drop (cdr list) (- count 1))))

    ;; (iota count) -> (0 1 … count-1); (iota count start)
    (define (iota count . start)
      (let ((start (if (pair? start) (car start) 0)))
        (let loop ((index (- count 1)) (numbers '()))
          (if (< index 0)
              numbers
              (loop (- index 1) (cons (+ start index) numbers))))))

    ;; (for-each-index procedure list): the procedure gets element and index.
    (define (for-each-index procedure list)
      (let loop ((list list) (index 0))
        (when (pair? list)
          (procedure (car list) index)
          (loop (cdr list) (+ index 1)))))))
