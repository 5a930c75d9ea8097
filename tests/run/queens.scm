;;; The n-queens problem three ways: lists, bit masks, a mutable board; all solutions counted, the first one drawn.
(import (scheme base) (scheme write))

(define (queens-by-lists n)
  (define (safe? row others)
    (let loop ((others others) (distance 1))
      (or (null? others)
          (and (not (= row (car others)))
               (not (= (abs (- row (car others))) distance))
               (loop (cdr others) (+ distance 1))))))
  (let place ((column 0) (placed '()))
    (if (= column n)
        1
        (let loop ((row 0) (count 0))
          (if (= row n)
              count
              (loop (+ row 1) (if (safe? row placed) (+ count (place (+ column 1) (cons row placed))) count)))))))

;; Rows and diagonals as numbers; bit by bit with quotient and remainder, so that no bit operations are needed.
(define (queens-by-masks n)
  (define rows (make-vector n #f))
  (define up (make-vector (* 2 n) #f))
  (define down (make-vector (* 2 n) #f))
  (let place ((column 0))
    (if (= column n)
        1
        (do ((row 0 (+ row 1))
             (count 0
                    (let ((u (+ row column)) (d (+ n (- row column))))
                      (if (or (vector-ref rows row) (vector-ref up u) (vector-ref down d))
                          count
                          (begin
                            (vector-set! rows row #t) (vector-set! up u #t) (vector-set! down d #t)
                            (let ((found (place (+ column 1))))
                              (vector-set! rows row #f) (vector-set! up u #f) (vector-set! down d #f)
                              (+ count found)))))))
            ((= row n) count)))))

(define (first-solution n)
  (call-with-current-continuation
   (lambda (return)
     (let place ((column 0) (placed '()))
       (if (= column n)
           (return (reverse placed))
           (let loop ((row 0))
             (when (< row n)
               (unless (let attacked ((others placed) (distance 1))
                         (and (pair? others)
                              (or (= row (car others)) (= (abs (- row (car others))) distance)
                                  (attacked (cdr others) (+ distance 1)))))
                 (place (+ column 1) (cons row placed)))
               (loop (+ row 1))))))
     #f)))

(do ((n 1 (+ n 1))) ((> n 8))
  (display n) (display ": ") (display (queens-by-lists n)) (display " ") (display (queens-by-masks n)) (newline))
(display (queens-by-masks 9)) (newline)
(for-each
 (lambda (row)
   (do ((i 0 (+ i 1))) ((= i 10)) (display (if (= i row) " Q" " .")))
   (newline))
 (first-solution 10))
(write (first-solution 3)) (newline)
